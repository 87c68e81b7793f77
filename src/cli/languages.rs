//! The language of help and messages.

use crate::locale::{Locale, UiLanguage};
use clap::builder::Resettable;
use std::ffi::OsString;

/// The language that the user wants: `--lang`, else `BAFT_LANG`, else the system's, else English.
pub(super) fn wanted(arguments: &[OsString]) -> UiLanguage {
    let texts: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    let named =
        texts.iter().enumerate().find_map(|(index, argument)| match argument.strip_prefix("--lang") {
            Some("") => texts.get(index + 1).copied(),
            Some(rest) => rest.strip_prefix('='),
            None => None,
        });
    let environment =
        ["BAFT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"].iter().filter_map(|name| std::env::var(name).ok());
    named
        .map(str::to_owned)
        .into_iter()
        .chain(environment)
        .find_map(|tag| UiLanguage::parse(&tag))
        .unwrap_or(UiLanguage::English)
}

/// The grammar with its help in the language: sentences `help-COMMAND` and `help-COMMAND-ARGUMENT` replace the English
/// ones where the language has them.
pub(super) fn localised(command: clap::Command, locale: &Locale) -> clap::Command {
    if locale.language() == UiLanguage::English { command } else { translated(command, "help", locale) }
}

fn translated(command: clap::Command, key: &str, locale: &Locale) -> clap::Command {
    let mut command = command;
    if locale.has(key) {
        // The long explanation and the examples below it stay as they are: commands are the same in every language.
        command = command.about(locale.text(key)).long_about(Resettable::Reset);
    }
    let arguments: Vec<String> =
        command.get_arguments().map(|argument| argument.get_id().to_string()).collect();
    for id in arguments {
        let own = format!("{key}-{}", id.replace('_', "-"));
        let shared = format!("help-any-{}", id.replace('_', "-"));
        if let Some(sentence) = [own, shared].iter().find(|candidate| locale.has(candidate)) {
            let text = locale.text(sentence);
            command =
                command.mut_arg(id, |argument| argument.help(text.clone()).long_help(Resettable::Reset));
        }
    }
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        let below = format!("{key}-{name}");
        command = command.mut_subcommand(name, |sub| translated(sub, &below, locale));
    }
    command
}
