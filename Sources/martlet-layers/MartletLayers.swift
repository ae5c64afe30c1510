import ArgumentParser
import LayerService

@main struct MartletLayers: ParsableCommand {}
