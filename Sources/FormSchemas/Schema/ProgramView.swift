/// A program beside the tape it is run over: what can be asked without changing anything.
///
/// Three words, so that it travels in registers.
struct ProgramView {
    let program: UnsafeMutablePointer<ProgramTables>
    let tape: UnsafeMutablePointer<TapeEntry>
    let bytes: UnsafePointer<UInt8>

    @inline(__always)
    func value(_ index: Int) -> TapeValue { TapeValue(tape: tape, bytes: bytes, index: index) }

    @inline(__always)
    func next(after index: Int) -> Int { tape[index].isContainer ? tape[index].next : index &+ 1 }

    @inline(__always)
    func admits(_ kinds: UInt16, _ entry: TapeEntry) -> Bool {
        if kinds &>> UInt16(truncatingIfNeeded: entry.meta & 0xF) & 1 != 0 { return true }
        return kinds & ProgramNode.integralDecimal != 0 && entry.kind == .decimal
            && isIntegral(entry)
    }

    @inline(never)
    private func isIntegral(_ entry: TapeEntry) -> Bool {
        value(0).short(entry)?.isInteger ?? value(0).decimal(entry).isInteger
    }
}
