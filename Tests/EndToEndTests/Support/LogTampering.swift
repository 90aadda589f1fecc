import FormDocument
import Foundation
import Postgres
import TransparencyLog

// What somebody with the exchange's database and key could do to its log.
extension TestExchange {
    /// Remembers the log as it is now, for ``restoreLog()``.
    func rememberLog() async throws {
        try await database.query {
            try await $0.runScript(
                "drop table if exists log_backup; create table log_backup as table log_head")
        }
    }

    /// Sets the log back to what it was, as a restored backup does.
    func restoreLog() async throws {
        try await database.query {
            try await $0.runScript(
                """
                delete from cosignature where tree_size > (select size from log_backup);
                delete from checkpoint where tree_size > (select size from log_backup);
                delete from leaf where leaf_index >= (select size from log_backup);
                delete from administrative_act where leaf_index >= (select size from log_backup);
                delete from witness where since > (select last_leaf_at from log_backup);
                delete from document d using submission s
                where s.sender = d.sender and s.submission_id = d.submission_id
                    and s.leaf_index >= (select size from log_backup);
                delete from delivery d using submission s
                where s.sender = d.sender and s.submission_id = d.submission_id
                    and s.leaf_index >= (select size from log_backup);
                delete from submission where leaf_index >= (select size from log_backup);
                delete from inbox_entry where leaf_index >= (select size from log_backup);
                delete from audit_entry
                    where audit_number >= (select next_audit_number from log_backup);
                update log_head set size = b.size, frontier = b.frontier,
                    last_leaf_at = b.last_leaf_at, next_audit_number = b.next_audit_number,
                    participant_epoch = b.participant_epoch
                from log_backup b
                """)
        }
    }

    /// Replaces a leaf and makes all that follows from it anew, signed with the exchange's own key.
    ///
    /// Requires fewer than 256 leaves.
    func forgeLeaf(_ index: Int) async throws {
        let key = try String(
            contentsOf: folder.appending(path: "receipt.key"), encoding: .utf8)
        let signer = try NoteSigner(key.trimmingCharacters(in: .whitespacesAndNewlines))
        try await database.query { connection in
            try await connection.runScript(
                """
                update leaf set leaf = set_byte(leaf, 20, get_byte(leaf, 20) # 1)
                where leaf_index = \(index)
                """)
            let leaves = try await connection.run(
                "select leaf from leaf order by leaf_index" as Query<[[UInt8]]>)
            let sizes = try await connection.run(
                "select tree_size from checkpoint" as Query<[Int64]>)
            var tree = Frontier.empty
            for leaf in leaves {
                guard let grown = tree.appending(MerkleHash(leaf: leaf)) else {
                    throw TestFailure("the log is full")
                }
                tree = grown
                guard sizes.contains(tree.size) else { continue }
                let forged = try Checkpoint(
                    origin: signer.verifier.name, size: tree.size, root: tree.root)?
                    .signed(by: signer)
                guard let forged else { throw TestFailure("there is no such checkpoint") }
                try await connection.run(
                    """
                    update checkpoint set note = \(forged.description)
                    where tree_size = \(tree.size)
                    """ as Query<Void>)
            }
            try await connection.run(
                "update log_head set frontier = \(tree.bytes)" as Query<Void>)
        }
    }
}
