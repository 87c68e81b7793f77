//! Every example of the documents is run.

use std::path::{Path, PathBuf};
use std::process::Command;

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            std::fs::copy(path, target).unwrap();
        }
    }
}

/// Commands of the `console` blocks of a document with the output shown below each.
fn examples(text: &str) -> Vec<(String, Vec<String>)> {
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        match line.trim() {
            "```console" => inside = true,
            "```" => inside = false,
            line if !inside || line.is_empty() || line == "\u{2026}" => {}
            line => match (line.strip_prefix("$ "), found.last_mut()) {
                (Some(command), _) => found.push((command.to_owned(), Vec::new())),
                (None, Some((_, output))) => output.push(line.to_owned()),
                (None, None) => panic!("output before the first command: {line}"),
            },
        }
    }
    found
}

fn visible(text: &str) -> String {
    text.chars().filter(|letter| !matches!(letter, '\u{2066}'..='\u{2069}')).collect()
}

fn run_examples(document: &str, language: &str, least: usize) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    for name in ["corpus", "codebooks", "tests/data/refi"] {
        copy_folder(&root.join(name), &folder.path().join(name));
    }
    let program = PathBuf::from(env!("CARGO_BIN_EXE_baft"));
    let path = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let examples = examples(&std::fs::read_to_string(root.join(document)).unwrap());
    assert!(examples.len() >= least, "{document} has examples");
    for (command, output) in examples {
        let run = Command::new("sh")
            .args(["-c", &format!("({command}) 2>&1")])
            .current_dir(folder.path())
            .env("PATH", &path)
            .env("BAFT_LANG", language)
            .env_remove("BAFT_CODER")
            .output()
            .unwrap();
        let printed = visible(&String::from_utf8_lossy(&run.stdout));
        assert!(run.status.success(), "{document}: {command}\n{printed}");
        let mut rest = printed.as_str();
        for line in output {
            let wanted = visible(&line);
            let Some((_, behind)) = rest.split_once(wanted.trim()) else {
                panic!("{document}: {command}\ndoes not print: {wanted}\nbut:\n{printed}");
            };
            rest = behind;
        }
    }
}

#[test]
fn the_examples_of_the_english_guide_work() {
    run_examples("docs/guide-en.md", "en", 11);
}

#[test]
fn the_examples_of_the_persian_guide_work() {
    run_examples("docs/guide-fa.md", "fa", 11);
}

#[test]
fn the_examples_of_the_page_on_searching_work() {
    run_examples("docs/search.md", "en", 11);
}

#[test]
fn the_examples_of_the_page_on_coding_work() {
    run_examples("docs/coding.md", "en", 30);
}

#[test]
fn the_examples_of_the_page_on_teams_work() {
    run_examples("docs/teams.md", "en", 18);
}

#[test]
fn the_examples_of_the_page_on_retrieval_work() {
    run_examples("docs/retrieval.md", "en", 11);
}

#[test]
fn every_example_of_the_page_about_statistics_works() {
    run_examples("docs/statistics.md", "en", 11);
}

#[test]
fn the_example_of_the_page_about_the_api_works() {
    run_examples("docs/api.md", "en", 1);
}

#[test]
fn the_examples_of_the_page_on_exchange_work() {
    run_examples("docs/exchange.md", "en", 10);
}
