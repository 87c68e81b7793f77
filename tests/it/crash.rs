//! The program is killed at random moments; every acknowledged change must be there, none half.

use crate::program::{Workspace, sample};
use std::process::{Command, Stdio};
use std::time::Duration;

/// Rounds in an ordinary run; `BAFT_CRASH_ROUNDS=200` runs the full trial.
const ROUNDS: u64 = 24;

fn rounds() -> u64 {
    std::env::var("BAFT_CRASH_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(ROUNDS)
}

/// Pseudo-random delays that differ from round to round but not from run to run.
fn delay(round: u64) -> Duration {
    let mixed = round.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
    Duration::from_micros(500 + mixed % 60_000)
}

/// Starts the program, kills it after a while; says whether it had acknowledged its work before.
fn run_and_kill(workspace: &Workspace, arguments: &[&str], after: Duration) -> bool {
    let mut child = Command::new(env!("CARGO_BIN_EXE_baft"))
        .args(arguments)
        .current_dir(workspace.folder())
        .env("BAFT_LANG", "en")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(after);
    match child.try_wait().unwrap() {
        Some(status) => status.success(),
        None => {
            child.kill().unwrap();
            child.wait().unwrap();
            false
        }
    }
}

fn count(workspace: &Workspace, arguments: &[&str]) -> usize {
    workspace.json(arguments).as_array().unwrap().len()
}

#[test]
fn a_killed_program_leaves_whole_operations_only() {
    let workspace = Workspace::with_coded_study();
    // A sheet of many codings is all there or not at all.
    let mut sheet = String::from("source,start,end,code,coder\n");
    for start in 0..120 {
        sheet.extend(["I1,", &start.to_string(), ",", &(start + 5).to_string(), ",R2,K9\n"]);
    }
    workspace.write("many.csv", sheet.as_bytes());
    let base = count(&workspace, &["code", "s.baft", "list"]);
    for round in 0..rounds() {
        let after = delay(round);
        match round % 3 {
            0 => {
                let before = count(&workspace, &["code", "s.baft", "list"]) - base;
                let acknowledged = run_and_kill(&workspace, &["code", "s.baft", "import", "many.csv"], after);
                let now = count(&workspace, &["code", "s.baft", "list"]) - base;
                assert!(now == before || now == 120, "half an import: {now}");
                assert!(!acknowledged || now == 120, "an acknowledged import is gone");
            }
            1 => {
                let before = workspace.dump();
                let acknowledged = run_and_kill(&workspace, &["undo", "s.baft"], after);
                let undone = workspace.dump() != before;
                assert!(!acknowledged || undone, "an acknowledged undo is gone");
                if undone {
                    workspace.ok(&["redo", "s.baft"]);
                    assert_eq!(workspace.dump(), before, "half an undo");
                }
            }
            _ => {
                let before = count(&workspace, &["sources", "s.baft"]);
                let name = format!("X{round}.txt");
                let mut text = sample("I1.txt");
                text.extend(format!("\n\u{6a9}\u{62f} {round}\n").into_bytes());
                workspace.write(&name, &text);
                let acknowledged = run_and_kill(&workspace, &["import", "s.baft", &name], after);
                let now = count(&workspace, &["sources", "s.baft"]);
                assert!(now == before || now == before + 1);
                assert!(!acknowledged || now == before + 1, "an acknowledged source is gone");
            }
        }
        assert!(workspace.ok(&["doctor", "s.baft"]).contains("sound"));
    }
    // The index, too, is whole after all of that.
    assert!(!workspace.json(&["search", "s.baft", "سامانه"])["hits"].as_array().unwrap().is_empty());
}
