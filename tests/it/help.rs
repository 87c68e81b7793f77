//! Help of every command, in both languages.

use crate::program::Workspace;
use baft::cli::command;
use baft::locale::UiLanguage;

/// Paths of all commands, with their examples or without.
fn commands(command: &clap::Command, path: &str, found: &mut Vec<(String, bool, bool)>) {
    let has_example = command.get_after_help().is_some_and(|help| help.to_string().contains("baft "));
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let persian = about.chars().any(|letter| ('\u{600}'..='\u{6ff}').contains(&letter));
    found.push((path.to_owned(), has_example, persian));
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        commands(sub, &format!("{path} {}", sub.get_name()), found);
    }
}

#[test]
fn every_command_has_help_with_an_example() {
    let mut found = Vec::new();
    commands(&command(UiLanguage::English), "baft", &mut found);
    let without: Vec<&String> = found
        .iter()
        .filter(|(path, has_example, _)| path.split(' ').count() == 2 && !has_example)
        .map(|(path, ..)| path)
        .collect();
    assert!(without.is_empty(), "no example: {without:?}");
    assert!(found.len() > 40);
}

#[test]
fn every_command_explains_itself_in_persian_too() {
    let mut found = Vec::new();
    commands(&command(UiLanguage::Persian), "baft", &mut found);
    let english: Vec<&String> =
        found.iter().filter(|(.., persian)| !persian).map(|(path, ..)| path).collect();
    assert!(english.is_empty(), "not in Persian: {english:?}");
}

#[test]
fn the_exit_codes_of_the_readme_are_those_of_the_program() {
    let workspace = Workspace::new();
    assert_eq!(workspace.run(&["--help"]).code, 0);
    assert_eq!(workspace.run(&["--version"]).out.trim(), format!("baft {}", env!("CARGO_PKG_VERSION")));
    let readme =
        std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    for code in 0..=10 {
        assert!(readme.contains(&format!("| {code} |")), "exit code {code} is not in the README");
    }
}
