import FormSchemas

extension ClientCommand {
    /// The names that a check's arguments stand for.
    ///
    /// - Throws: ``ClientError`` with the status `undecided`: nothing was checked.
    func namesToCheck(_ files: [String]) throws(ClientError) -> [String] {
        do throws(ClientError) {
            return try FormFile.names(files)
        } catch {
            throw error.undecided
        }
    }

    /// Looks at each file; one that cannot be opened is told and does not stop the others.
    ///
    /// - Parameter isGood: whether the answer is yes.
    /// - Returns: `undecided` if a file could not be opened, else `answerIsNo` if an answer was no.
    func check(
        _ names: [String], _ console: Console, isGood: (String) throws(ClientError) -> Bool
    ) -> ExitStatus {
        var status = ExitStatus.done
        for name in names {
            do throws(ClientError) {
                if try !isGood(name), status == .done { status = .answerIsNo }
            } catch {
                console.say(error)
                status = .undecided
            }
        }
        return status
    }
}
