//! Runs the real program in a temporary folder.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A temporary folder in which the program runs; it vanishes with the value.
pub(crate) struct Workspace {
    folder: tempfile::TempDir,
}

/// What one run printed.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Workspace {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A workspace with an empty English-speaking study `s.baft`.
    pub(crate) fn with_study() -> Self {
        let this = Self::new();
        this.ok(&["new", "s.baft", "--title", "Trial", "--goals", "2/1/1"]);
        this
    }

    /// A workspace with a small coded study: two interviews, one article note, a codebook, six codings.
    pub(crate) fn with_coded_study() -> Self {
        let this = Self::with_study();
        for name in ["I1.txt", "I2.txt", "A1.md"] {
            this.write(name, &sample(name));
        }
        this.write("codebook.csv", &sample("codebook.csv"));
        this.write("codings.csv", &sample("codings.csv"));
        this.ok(&["import", "s.baft", "I1.txt", "I2.txt", "--kind", "interview"]);
        this.ok(&["import", "s.baft", "A1.md", "--kind", "article"]);
        this.ok(&["codebook", "s.baft", "import", "codebook.csv"]);
        this.ok(&["code", "s.baft", "import", "codings.csv"]);
        this
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// Runs the program in English; `BAFT_CODER` is K1.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_baft"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env_remove("BAFT_CODER")
            .env("BAFT_LANG", "en")
            .output()
            .unwrap();
        Run {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// Runs the program and insists that it did its work; returns what it printed.
    pub(crate) fn ok(&self, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert_eq!(run.code, 0, "baft {arguments:?}\n{}\n{}", run.out, run.err);
        run.out
    }

    /// Runs the program with `--json` and gives back what stands in the envelope.
    pub(crate) fn json(&self, arguments: &[&str]) -> serde_json::Value {
        let out = self.ok(&[arguments, &["--json"]].concat());
        let value: serde_json::Value = serde_json::from_str(&out).unwrap();
        value["data"].clone()
    }

    /// Runs the program, insists that it fails with that exit code, and gives back what it said.
    pub(crate) fn fails(&self, code: i32, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert_eq!(run.code, code, "baft {arguments:?}\n{}\n{}", run.out, run.err);
        run.err
    }

    /// Everything that is in the study but the history, as sheets: two studies with the same dump hold the same.
    pub(crate) fn dump(&self) -> String {
        ["codebook", "code", "instrument", "responses"]
            .iter()
            .map(|noun| self.run(&[noun, "s.baft", "export"]).out)
            .chain([self.ok(&["sources", "s.baft", "--json"]), self.ok(&["memo", "s.baft", "--json"])])
            .collect::<Vec<_>>()
            .join("\n---\n")
    }
}

/// A file of `tests/data/study`.
pub(crate) fn sample(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/study").join(name)).unwrap()
}
