import FormSchemas

extension Console {
    /// Writes a text of the result as it is; on a terminal without what steers it.
    func showText(_ text: String) {
        guard case .terminal = format else { return Terminal.write(text, to: 1) }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            show(Table.oneLine(String(line)))
        }
    }
}

extension Session {
    /// Writes a draft to a file, or else to standard output.
    ///
    /// - Parameter summary: what `--json` tells of a draft that went to a file; without one, the
    ///   one value on standard output is the draft.
    func write(
        draft bytes: [UInt8], to output: String?, summary: JSONValue
    ) throws(ClientError) {
        guard let output, output != "-" else {
            return console.showText(String(decoding: bytes, as: UTF8.self))
        }
        try LocalFile.writeOutput(bytes, to: output)
        if console.isJSON { console.show(summary) } else { console.tell(.written(output)) }
    }
}
