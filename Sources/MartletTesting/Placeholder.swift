import Martlet

enum MartletTestingPlaceholder {}
