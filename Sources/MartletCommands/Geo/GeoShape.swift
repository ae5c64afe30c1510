import MartletEngine

/// The area that a search looks at, around a place.
struct GeoShape {
    enum Kind: Equatable {
        case circle(radius: Double)
        case box(width: Double, height: Double)
    }

    let center: GeoPoint
    /// The shape's size, in its unit.
    let kind: Kind
    let unit: GeoUnit

    /// Returns how far a place is from the center, in metres; nil if it is outside.
    func distance(to point: GeoPoint) -> Double? {
        switch kind {
        case .circle(let radius):
            let distance = center.distance(to: point)
            return distance > radius * unit.metres ? nil : distance
        case .box(let width, let height):
            let beside = GeoPoint(longitude: center.longitude, latitude: point.latitude)
            let below = GeoPoint(longitude: point.longitude, latitude: center.latitude)
            if point.distance(to: beside) > width * unit.metres / 2 { return nil }
            if point.distance(to: below) > height * unit.metres / 2 { return nil }
            return center.distance(to: point)
        }
    }

    /// How far the farthest point of the shape is from the center, in metres.
    private var reach: Double {
        switch kind {
        case .circle(let radius): radius * unit.metres
        case .box(let width, let height):
            (width / 2 * (width / 2) + height / 2 * (height / 2)).squareRoot() * unit.metres
        }
    }

    /// The degrees around the shape.
    private var bounds: Bounds {
        let (width, height): (Double, Double) =
            switch kind {
            case .circle(let radius): (unit.metres * radius, unit.metres * radius)
            case .box(let width, let height):
                (unit.metres * (width / 2), unit.metres * (height / 2))
            }
        let latitudes = (height / GeoPoint.earthRadius).degrees
        // The nearer to the pole, the more degrees the same way takes.
        let farLatitude = center.latitude < 0 ? -latitudes : latitudes
        let circle = (center.latitude + farLatitude).radians.cosine
        let longitudes = (width / GeoPoint.earthRadius / circle).degrees
        return Bounds(
            west: center.longitude - longitudes, east: center.longitude + longitudes,
            south: center.latitude - latitudes, north: center.latitude + latitudes)
    }
}

private struct Bounds {
    var west: Double
    var east: Double
    var south: Double
    var north: Double
}

// MARK: - Cells

extension GeoShape {
    /// The cells that cover the shape, in the order in which they are searched: the one with the
    /// center, then those around it that the shape reaches.
    var cells: [GeoCell] {
        let bounds = bounds
        var cell = GeoCell(of: center, step: step)
        if cell.step > 1, !cell.isSurroundedEnough(for: bounds) {
            cell = GeoCell(of: center, step: cell.step - 1)
        }
        var cells = [cell]
        for direction in Self.directions where cell.step < 2 || cell.needs(direction, bounds) {
            let neighbor = cell.neighbor(east: direction.east, north: direction.north)
            // Where there are few cells, those on either side are the same.
            if cells.count == 1 || neighbor != cells[cells.count - 1] { cells.append(neighbor) }
        }
        return cells
    }

    private static let directions: [(east: Int, north: Int)] = [
        (0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, 1), (1, -1), (-1, -1),
    ]

    /// How often the earth is halved for cells about as large as the shape.
    private var step: Int {
        var reach = reach
        guard reach != 0 else { return GeoCell.finestStep }
        var step = -1
        while reach < Self.halfEquator {
            reach *= 2
            step += 1
        }
        // Towards the poles a cell is narrower.
        if abs(center.latitude) > 66 { step -= 1 }
        if abs(center.latitude) > 80 { step -= 1 }
        return min(max(step, 1), GeoCell.finestStep)
    }

    /// In metres.
    private static let halfEquator = 20037726.37
}

extension GeoCell {
    /// Returns whether this cell and those around it reach beyond the bounds.
    fileprivate func isSurroundedEnough(for bounds: Bounds) -> Bool {
        !(neighbor(east: 0, north: 1).latitudes.north < bounds.north
            || neighbor(east: 0, north: -1).latitudes.south > bounds.south
            || neighbor(east: 1, north: 0).longitudes.east < bounds.east
            || neighbor(east: -1, north: 0).longitudes.west > bounds.west)
    }

    /// Returns whether the bounds go beyond this cell in a direction.
    fileprivate func needs(_ direction: (east: Int, north: Int), _ bounds: Bounds) -> Bool {
        if direction.north < 0, latitudes.south < bounds.south { return false }
        if direction.north > 0, latitudes.north > bounds.north { return false }
        if direction.east < 0, longitudes.west < bounds.west { return false }
        if direction.east > 0, longitudes.east > bounds.east { return false }
        return true
    }
}
