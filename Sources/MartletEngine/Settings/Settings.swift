/// stub
package struct Settings {
    package enum Protection { case no, yes, local }
    package var databases = 16
    package var requirePass: [UInt8] = []
    package var slowlogLogSlowerThan = 10000
    package var slowlogMaxLen = 128
    package var latencyMonitorThreshold = 0
    package var protoMaxBulkLen = 512 * 1024 * 1024
    package var enableDebugCommand = Protection.no
    package init() {}
}
