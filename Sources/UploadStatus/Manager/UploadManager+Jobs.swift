import Foundation
import LayerSupport

/// A file to be uploaded.
struct UploadJob: Sendable {
    let id: String
    let filename: String
    let timestamp: String
    let isCompressed: Bool
    let deletesFile: Bool
}

/// The work itself.
extension UploadManager {
    func perform(_ job: UploadJob) async {
        do {
            try await slots.withSlot {
                if let known = try await uploader.uploadedFile(for: job.filename) {
                    await settle(job.id, completed(job, known))
                    return removeFile(of: job)
                }
                let copy = await compressedCopy(of: job)
                defer { if let copy { try? FileManager.default.removeItem(atPath: copy) } }
                let file = try await uploader.upload(copy ?? job.filename) { percent in
                    await note(percent, of: job)
                }
                await finish(job, file)
            }
        } catch {
            await settle(
                job.id,
                UploadEntry(.failed, filename: job.filename, timestamp: clock.secondsSince1970))
        }
    }

    /// Writes how an upload ended, unless it had ended before. Returns whether it ended like this.
    @discardableResult
    func settle(_ id: String, _ entry: UploadEntry) async -> Bool {
        guard let upload = uploads[id], !upload.entry.state.isFinal else { return false }
        do {
            let change = try await retrying {
                try await self.store.write(entry, of: id, ttl: self.options.statusTTL)
            }
            let winner = if case .kept(let other) = change { other } else { entry }
            if uploads[id] != nil { uploads[id] = Upload(entry: winner, isShared: true) }
            return winner == entry
        } catch {
            // Without Redis whoever comes first here has won.
            guard let upload = uploads[id], !upload.entry.state.isFinal else { return false }
            uploads[id] = Upload(entry: entry)
            shareLater()
            return true
        }
    }

    private func completed(_ job: UploadJob, _ file: CloudFile) -> UploadEntry {
        UploadEntry(
            .completed, filename: job.filename, timestamp: clock.secondsSince1970,
            result: .cloudFile(file))
    }

    private func finish(_ job: UploadJob, _ file: CloudFile) async {
        if await settle(job.id, completed(job, file)) {
            try? await uploader.register(file, for: job.filename, timestamp: job.timestamp)
            removeFile(of: job)
        } else {
            // A task of its own, since this one is cancelled when its time is over.
            let uploader = uploader
            await Task { try? await uploader.discard(file) }.value
        }
    }

    private func removeFile(of job: UploadJob) {
        guard job.deletesFile, uploads[job.id]?.entry.state != .failed else { return }
        try? FileManager.default.removeItem(atPath: job.filename)
    }

    private func note(_ percent: Int, of job: UploadJob) async {
        guard let entry = uploads[job.id]?.entry, entry.state == .pending,
            entry.progress ?? -1 < percent
        else { return }
        uploads[job.id]?.entry.progress = min(max(percent, 0), 100)
        // Progress is worth no second try: the next is on its way.
        _ = try? await store.setProgress(percent, of: job.id, ttl: options.statusTTL)
    }

    /// Returns a smaller copy of an image; nil if there is none.
    private func compressedCopy(of job: UploadJob) async -> String? {
        let name = job.filename.lowercased()
        guard job.isCompressed, let compressor,
            [".png", ".jpg", ".jpeg"].contains(where: name.hasSuffix)
        else { return nil }
        let stem = URL(filePath: job.filename).deletingPathExtension().path
        let copy = stem + "_compressed.jpg"
        let isWritten = try? await compressor.compress(
            job.filename, to: copy, as: options.imageTarget)
        return isWritten == true && FileManager.default.fileExists(atPath: copy) ? copy : nil
    }
}
