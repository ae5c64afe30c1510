import Testing

import MartletEngine

@Suite struct BlobTests {
    /// A blob and an array that went through the same random changes hold the same.
    @Test func agreesWithArray() {
        var random = RandomSource(seed: 1)
        let blob = Blob()
        var model: [UInt8] = []
        for _ in 0..<3000 {
            let bytes = (0..<random.next() % 50).map { _ in UInt8(truncatingIfNeeded: random.next())
            }
            let count = Int(random.next() % 3000)
            switch random.next() % 6 {
            case 0:
                blob.resize(to: count)
                model = Array(model.prefix(count))
                model += [UInt8](repeating: 0, count: count - model.count)
            case 1 where model.count > bytes.count:
                let offset = Int(random.next() % UInt64(model.count - bytes.count))
                blob.overwrite(from: offset, with: bytes.span)
                model.replaceSubrange(offset..<offset + bytes.count, with: bytes)
            case 2:
                blob.shrink()
                #expect(blob.capacity == blob.count)
            case 3:
                blob.reserveRoom(for: 3)
                blob.withSpareRoom { room in
                    for i in 0..<3 { room[i] = UInt8(i) }
                }
                blob.didFill(3)
                model += [0, 1, 2]
            case 4:
                blob.removeLast(min(2, blob.count))
                model = model.dropLast(2)
            default:
                blob.append(bytes.span)
                model += bytes
            }
            blob.withBytes { #expect([UInt8]($0) == model) }
            #expect(blob.count == model.count && blob.capacity >= blob.count)
        }
    }

    @Test func growsAsRedisStringsDo() {
        let blob = Blob(copying: [1, 2, 3].span)
        #expect(blob.capacity == 3)
        blob.append([4].span)
        #expect(blob.capacity == 8)
        blob.resize(to: 3 << 20)
        #expect(blob.capacity == 4 << 20)
    }

    @Test func aSharedBlobIsCopiedBeforeAChange() {
        let first = Blob(copying: [1, 2, 3].span)
        var second = first
        Blob.makeUnique(&second)
        second.append([4].span)
        #expect(first.count == 3)
        #expect(second.count == 4)
        let kept = ObjectIdentifier(second)
        Blob.makeUnique(&second)
        #expect(ObjectIdentifier(second) == kept)
    }

    @Test func isFreedInSlices() {
        let blob = Blob(capacity: 1000)
        #expect(blob.freeSome(600) == false)
        #expect(blob.freeSome(600) == true)
        #expect(blob.capacity == 0)
    }
}
