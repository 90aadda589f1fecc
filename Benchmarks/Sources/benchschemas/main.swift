// Runs operations of the schema engine on request, so that a driver can interleave them with
// those of other validators.
//
// Reads one request per line, fields separated by tabs, and answers each with one line:
//
//     prepare OPERATION SCHEMA DOCUMENT   ->  ok NUMBER ANSWER    the operation's number, its result
//     run NUMBER ITERATIONS               ->  ok NANOSECONDS      for all iterations together
//
// SCHEMA and DOCUMENT are paths of files or `-`; a SCHEMA without a slash is a form of the
// built-in catalogue, e.g. `VIP-01`. What cannot be done answers `error REASON`.

var worker = Worker()
while let line = readLine() {
    print(worker.answer(line.split(separator: "\t").map(String.init)))
    flushOutput()
}
