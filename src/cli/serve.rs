//! `baft serve`

use crate::cli::context::{Context, Failure, Outcome};
use crate::cli::exit_code;
use crate::locale::Arguments;
use crate::web::{ServeOptions, document, serve};
use crate::workbench::Error;
use std::path::PathBuf;

/// Serve the study as a JSON API on this machine (127.0.0.1)
///
/// Every request must carry the token that is printed at the start: Authorization: Bearer TOKEN. The questions and answers are
/// described by /api/v1/openapi.json, which --openapi prints without a server.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Examples:\n  baft serve thesis.baft\n  baft serve thesis.baft --port 7410 --token SECRET\n  baft serve --openapi > openapi.json"
)]
pub(super) struct Args {
    /// Study file
    #[arg(required_unless_present = "openapi")]
    study: Option<PathBuf>,
    /// Port; 0 takes a free one
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Token of the requests (default: a new one that nobody can guess)
    #[arg(long, env = "BAFT_TOKEN", hide_env_values = true)]
    token: Option<String>,
    /// Print the OpenAPI document and stop
    #[arg(long)]
    openapi: bool,
}

pub(super) fn run(arguments: &Args, context: &Context) -> Outcome {
    if arguments.openapi {
        context.write_text(&format!("{:#}", document()))?;
        return Ok(exit_code::DONE);
    }
    let path = arguments.study.clone().unwrap_or_default();
    let file = |reason| Failure::Workbench(Error::File { path: path.clone(), reason });
    let workbench = context.open(&path)?;
    workbench.refresh_index(&context.progress())?;
    let token = match &arguments.token {
        Some(token) if token.len() < 8 => {
            return Err(Failure::Said(exit_code::USAGE, context.locale.text("serve-short-token")));
        }
        Some(token) => token.clone(),
        None => new_token().map_err(file)?,
    };
    let options = ServeOptions { port: arguments.port, token };
    let ready = |address: &str| {
        let told = Arguments::new().text("address", address).text("token", options.token.as_str());
        // The address is the result: whoever starts the server from a program reads it from the standard output.
        let _ = context.write_text(&context.locale.say("serve-ready", &told));
    };
    serve(workbench, &context.locale, &options, &ready).map_err(file)?;
    Ok(exit_code::DONE)
}

/// 128 bits from the system's source of randomness, as hexadecimal digits.
fn new_token() -> std::io::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| std::io::Error::other(error.to_string()))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
