/// Where profiles lie, and which one is meant.
enum ProfileLocation {
    /// The folder of all profiles by name: `$XDG_CONFIG_HOME/benelux-forms/profiles`.
    static func profilesFolder() throws(ClientError) -> String {
        "\(try base("XDG_CONFIG_HOME", orInHome: ".config"))/benelux-forms/profiles"
    }

    /// The folder of the client's own files of this name: `$XDG_STATE_HOME/benelux-forms/NAME`.
    static func stateFolder(_ name: String) throws(ClientError) -> String {
        "\(try base("XDG_STATE_HOME", orInHome: ".local/state"))/benelux-forms/\(name)"
    }

    /// The folder of the profile called `name`; with a slash in it, `name` is a path.
    static func folder(of name: String) throws(ClientError) -> String {
        guard !name.contains("/") else { return withoutTrailingSlash(name) }
        return "\(try profilesFolder())/\(name)"
    }

    /// Finds the profile to use: the one that is named (by `--profile` or `FORMS_PROFILE`), else
    /// `default`, else the only one there is.
    ///
    /// - Throws: ``ClientError`` `.local` if there is none, or none can be chosen.
    static func find(named name: String?) throws(ClientError) -> String {
        if let name = name ?? Terminal.environment("FORMS_PROFILE") {
            let folder = try folder(of: name)
            guard LocalFile.exists("\(folder)/\(Profile.fileName)") else {
                let known = name.contains("/") ? [] : try names()
                throw ClientError(
                    .local, .profileMissing(name, folder: folder),
                    advice: known.isEmpty ? .runInit : .knownProfiles(known))
            }
            return folder
        }
        let known = try names()
        if known.contains("default") { return try folder(of: "default") }
        guard let only = known.first else {
            throw ClientError(.local, .noProfile(try profilesFolder()), advice: .runInit)
        }
        guard known.count == 1 else {
            throw ClientError(.local, .severalProfiles, advice: .knownProfiles(known))
        }
        return try folder(of: only)
    }

    /// The names of the profiles that there are.
    static func names() throws(ClientError) -> [String] {
        let folder = try profilesFolder()
        return LocalFile.names(in: folder).filter {
            LocalFile.exists("\(folder)/\($0)/\(Profile.fileName)")
        }
    }

    private static func base(
        _ variable: String, orInHome folder: String
    ) throws(ClientError) -> String {
        // The base directory specification has relative values ignored.
        if let path = Terminal.environment(variable), path.hasPrefix("/") {
            return withoutTrailingSlash(path)
        }
        guard let home = Terminal.environment("HOME") else {
            throw ClientError(.local, .noHome(variable))
        }
        return "\(withoutTrailingSlash(home))/\(folder)"
    }

    private static func withoutTrailingSlash(_ path: String) -> String {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }
}
