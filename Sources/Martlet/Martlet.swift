/// A Redis server in this process.
public enum Martlet {}
