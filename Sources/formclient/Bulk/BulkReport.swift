import FormDocument
import FormSchemas
import TransparencyLog

/// A bulk submission that the exchange has accepted, as it is reported to the user.
struct BulkReport: Sendable {
    let accepted: AcceptedForm
    let files: RecordFiles
    let count: Int
    let refused: Int
    /// The first records that were refused or have warnings.
    let noted: [BulkResult]
    let resultReceipt: LoggedLeaf
    /// Where the results' receipt is kept.
    let resultPath: String

    private var header: FormHeader { accepted.form.header }

    /// - Parameter refusedFile: where all refused records were written, if anywhere.
    func show(on console: Console, refusedFile: String?) {
        switch console.format {
        case .json: console.show(json)
        case .plain: console.show(tabSeparated)
        case .terminal: for line in lines(in: console.language) { console.show(line) }
        }
        guard !console.isJSON else { return }
        Self.show(noted, in: files, on: console)
        let shown = noted.count { !$0.isAccepted }
        if shown < refused {
            console.tell(.moreRefused(refused - shown, in: refusedFile))
        }
    }

    /// Lists records with what is wrong with them, on standard error.
    static func show(_ noted: [BulkResult], in files: RecordFiles, on console: Console) {
        if console.isJSON {
            for record in noted { console.show(record.json(in: files)) }
            return
        }
        var reports: [(file: String, entries: [ViolationReport.Entry])] = []
        for record in noted {
            let (file, entries) = record.entries(in: files)
            if reports.last?.file == file {
                reports[reports.count - 1].entries += entries
            } else {
                reports.append((file, entries))
            }
        }
        for (file, entries) in reports {
            let report = ViolationReport(file: file, entries, in: console.language)
            if case .terminal(let columns) = console.format {
                console.say(file)
                for line in report.aligned(columns: columns) { console.say(line) }
            } else {
                for line in report.tabSeparated { console.say(line) }
            }
        }
    }

    private func lines(in language: Language) -> [String] {
        var lines = accepted.lines(in: language)
        let label = Phrase.labelRecords[language]
        let text = Phrase.recordsAccepted(
            count - refused, of: count,
            resultLeaf: resultReceipt.proof.index.grouped(in: language))
        lines.insert("  \(label)  \(text[language])", at: 1)
        return lines
    }

    private var tabSeparated: String {
        [
            accepted.tabSeparated, "\(count)", "\(count - refused)", "\(refused)", resultPath,
        ].joined(separator: "\t")
    }

    private var json: JSONValue {
        var object = accepted.json(in: .en)
        object["record_count"] = .int(count)
        object["accepted_count"] = .int(count - refused)
        object["refused_count"] = .int(refused)
        object["result_leaf_index"] = .number("\(resultReceipt.proof.index)")
        object["result_receipt"] = .string(resultPath)
        object["records"] = .array(noted.map { $0.json(in: files) })
        return object
    }
}
