//! Runs that are written down: the first line of a file is the command, the rest is what came of it.

use std::env;
use std::fs;
use std::path::Path;

/// Holds every file `*.out` of a folder against what its command gives now, or writes it anew where `GOUJI_REFRESH` says so. Returns the commands.
pub fn hold(folder: &Path, transcript: impl Fn(&str) -> String) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<_> = entries.filter(|path| path.extension().is_some_and(|extension| extension == "out")).collect();
    cases.sort();
    assert!(!cases.is_empty(), "{} holds no run", folder.display());
    let (mut commands, mut wrong) = (Vec::new(), Vec::new());
    for case in cases {
        let expected = fs::read_to_string(&case).unwrap();
        let command = expected.lines().next().unwrap().to_owned();
        let actual = transcript(&command);
        commands.push(command);
        if actual == expected {
            continue;
        }
        if env::var_os("GOUJI_REFRESH").is_some() {
            fs::write(&case, actual).unwrap();
        } else {
            wrong.push(format!("{}\nexpected:\n{expected}\nactual:\n{actual}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "{}\nGOUJI_REFRESH=1 writes the files anew", wrong.join("\n\n"));
    commands
}
