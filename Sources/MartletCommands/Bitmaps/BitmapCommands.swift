import MartletEngine

enum BitmapCommands {
    static let all = bits + counts + operations + fields
}
