import MartletEngine
import Testing

@testable import MartletCommands

/// Places on the earth. The replies are redis-server's.
@Suite struct GeoTests {
    private static func check(_ script: String, _ expected: String) {
        var engine = TestEngine()
        engine.run("GEOADD g 13.361389 38.115556 p 15.087269 37.502669 c")
        engine.run("SET s v")
        let reply = engine.runAll(script)
        #expect(reply == expected, "\(script)")
    }

    @Test(
        arguments: [
            ("ZSCORE g p", "$16|3479099956230698|"), ("GEOADD g CH NX 1 1 p 2 2 x", ":1|"),
            ("GEOADD g XX CH 1 1 p 2 2 x", ":1|"), ("GEOADD g NX XX 1 1 p", "-ERR syntax error|"),
            ("GEOADD g 1 1", "-ERR wrong number of arguments for 'geoadd' command|"),
            ("GEOADD g 1 1 a 1", "-ERR syntax error|"),
            (
                "GEOADD g 181 86 a",
                "-ERR invalid longitude,latitude pair 181.000000,86.000000|"
            ),
            ("GEOADD g x 1 a", "-ERR value is not a valid float|"),
            ("GEOPOS g p x", "*2|*2|$20|13.36138933897018433|$20|38.11555639549629859|*-1|"),
            ("GEODIST g p c", "$11|166274.1516|"), ("GEODIST g p c KM", "$8|166.2742|"),
            ("GEODIST g p x", "$-1|"), ("GEODIST g p c km x", "-ERR syntax error|"),
            ("GEOHASH g p x", "*2|$11|sqc8b49rny0|$-1|"), ("GEOHASH none p", "*1|$-1|"),
        ])
    func places(script: String, expected: String) {
        Self.check(script, expected)
    }

    @Test(
        arguments: [
            ("GEOSEARCH g FROMLONLAT 15 37 BYRADIUS 200 km ASC", "*2|$1|c|$1|p|"),
            ("GEOSEARCH g FROMLONLAT 15 37 BYBOX 400 400 km DESC", "*2|$1|p|$1|c|"),
            ("GEOSEARCH g FROMMEMBER p BYRADIUS 1 m WITHDIST", "*1|*2|$1|p|$6|0.0000|"),
            ("GEOSEARCH g FROMMEMBER p BYRADIUS 1 m WITHHASH", "*1|*2|$1|p|:3479099956230698|"),
            ("GEOSEARCH g FROMMEMBER p BYRADIUS 200 km COUNT 1", "*1|$1|p|"),
            ("GEOSEARCH none FROMMEMBER p BYRADIUS 200 km", "*0|"),
            (
                "GEOSEARCH g FROMMEMBER x BYRADIUS 200 km",
                "-ERR could not decode requested zset member|"
            ),
            (
                "GEOSEARCH g BYRADIUS 1 km ASC WITHDIST",
                "-ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for GEOSEARCH|"
            ),
            (
                "GEOSEARCH g FROMMEMBER p ASC DESC WITHDIST",
                "-ERR exactly one of BYRADIUS and BYBOX can be specified for GEOSEARCH|"
            ),
            ("GEOSEARCH g FROMMEMBER p BYRADIUS -1 km", "-ERR radius cannot be negative|"),
            (
                "GEOSEARCH g FROMMEMBER p BYBOX 1 -1 km",
                "-ERR height or width cannot be negative|"
            ),
            (
                "GEOSEARCH g FROMMEMBER p BYRADIUS 1 km ANY",
                "-ERR the ANY argument requires COUNT argument|"
            ),
            ("GEOSEARCHSTORE t g FROMMEMBER p BYRADIUS 200 km STOREDIST;ZSCORE t p", "$1|0|"),
            ("GEOSEARCHSTORE s g FROMLONLAT 0 0 BYRADIUS 1 km;EXISTS s", ":0|"),
            ("GEORADIUS g 15 37 200 km COUNT 1", "*1|$1|c|"),
            ("GEORADIUSBYMEMBER g p 200 km STORE t;ZCARD t", ":2|"),
            ("GEORADIUS_RO g 15 37 200 km STORE t", "-ERR syntax error|"),
            (
                "GEORADIUS s 15 37 200 km",
                "-WRONGTYPE Operation against a key holding the wrong kind of value|"
            ),
        ])
    func searches(script: String, expected: String) {
        Self.check(script, expected)
    }

    @Test(
        arguments: [
            ("GEOADD g 1 1 a 2 2 p", 2, "zadd g"),
            ("GEORADIUS g 15 37 200 km STORE t", 2, "georadiusstore t"),
            ("GEOSEARCHSTORE t g FROMMEMBER p BYRADIUS 1 km", 1, "geosearchstore t"),
            ("GEOSEARCHSTORE g g FROMLONLAT 0 0 BYRADIUS 1 km", 1, "del g"),
        ])
    func events(command: String, changes: Int, events: String) {
        var engine = TestEngine()
        engine.run("GEOADD g 13.361389 38.115556 p 15.087269 37.502669 c")
        engine.engine.call.events = KeyspaceEvents()
        engine.engine.call.events.isRecording = true
        engine.run(command)
        let told = engine.engine.call.events.recorded.map { event in
            "\(event.name) \(String(decoding: event.key, as: UTF8.self))"
        }
        #expect(told.joined(separator: ", ") == events)
        let dirty = engine.engine.call.events.dirty
        #expect(dirty == changes)
    }

    /// A search finds what is within the shape, in whatever cells it is.
    @Test(arguments: [1, 2, 3] as [UInt64]) func findsAll(seed: UInt64) {
        var random = RandomSource(seed: seed)
        let set = SortedSetObject()
        var hash = RandomSource(seed: 1)
        let layout = SortedSetLayout(
            mostElements: 0, longestMember: 64, seed: HashSeed(using: &hash))
        var points: [GeoPoint] = []
        for i in 0..<400 {
            let point = GeoPoint(
                longitude: .random(in: -179...179, using: &random),
                latitude: .random(in: -70...70, using: &random))
            set.set("m\(i)".utf8.span, score: point.score, layout)
            points.append(GeoPoint(score: point.score))
        }
        for center in points.prefix(50) {
            let shape = GeoShape(
                center: center, kind: .circle(radius: .random(in: 1...3_000_000, using: &random)),
                unit: .metre)
            var found = 0
            for cell in shape.cells {
                set.forEach(in: set.ranks(in: cell.scores)) { _, score in
                    if shape.distance(to: GeoPoint(score: score)) != nil { found += 1 }
                }
            }
            // Beyond the date line Redis finds only what the cells reach.
            let within = points.filter { point in
                shape.distance(to: point) != nil
                    && abs(point.longitude - center.longitude) < 90
            }
            #expect(found >= within.count || abs(center.longitude) > 120, "\(shape)")
        }
    }

    /// The bits of a cell are those of all finer ones within it.
    @Test func cellsAreNested() {
        var random = RandomSource(seed: 4)
        for _ in 0..<200 {
            let point = GeoPoint(
                longitude: .random(in: GeoPoint.longitudes, using: &random),
                latitude: .random(in: GeoPoint.latitudes, using: &random))
            let finest = GeoCell(of: point, step: GeoCell.finestStep)
            #expect(GeoCell(score: point.score) == finest)
            for step in 1..<26 {
                let cell = GeoCell(of: point, step: step)
                #expect(cell.bits == finest.bits >> UInt64(52 - 2 * step))
                #expect(cell.neighbor(east: 1, north: -1).neighbor(east: -1, north: 1) == cell)
            }
        }
    }
}
