//! `baft network`

use crate::cli::context::{Context, Outcome};
use crate::cli::exit_code;
use crate::cli::matrix::{entry_name, nearness};
use crate::coding::matrix::Nearness;
use crate::locale::Arguments;
use crate::wire;
use std::path::PathBuf;

/// Show which codes come together as a network: codes with their quotations, edges with their weight
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Examples:\n  baft network thesis.baft --least 2\n  baft network thesis.baft --codes subscales --relation turn --csv edges.csv\n  baft network thesis.baft --json"
)]
pub(super) struct Args {
    /// Study file
    study: PathBuf,
    /// Codes that are joined: factors, open, subscales, components, codes or below:CODE
    #[arg(long, value_name = "CODES", default_value = "factors")]
    codes: String,
    /// When two codes come together: same (quotation), overlap, turn, N-words or N-turns
    #[arg(long, value_name = "WHEN", default_value = "overlap", value_parser = nearness)]
    relation: Nearness,
    /// The smallest weight of an edge
    #[arg(long, value_name = "N", default_value_t = 1)]
    least: u64,
    /// Only codings that this code query leaves
    #[arg(long, value_name = "QUERY")]
    filter: Option<String>,
    /// CSV file to write the edges to
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
}

pub(super) fn run(arguments: &Args, context: &Context) -> Outcome {
    let workbench = context.open(&arguments.study)?;
    let filter = arguments.filter.as_deref();
    let network = workbench.network(&arguments.codes, arguments.relation, filter, arguments.least)?;
    let codebook = workbench.codebook()?;
    let locale = &context.locale;
    let rows = |for_file: bool| {
        let heading = ["from", "name", "to", "name", "weight", "coefficient"];
        let mut rows: Vec<Vec<String>> = if for_file {
            vec![["from", "from_name", "to", "to_name", "weight", "coefficient"].map(str::to_owned).to_vec()]
        } else {
            vec![heading.iter().map(|key| locale.text(&format!("column-{key}"))).collect()]
        };
        rows.extend(network.edges.iter().map(|edge| {
            let (from, to) = (&network.nodes[edge.from].0, &network.nodes[edge.to].0);
            let coefficient = edge.coefficient.map_or_else(String::new, |coefficient| {
                if for_file { coefficient.to_string() } else { locale.decimal(coefficient, 2) }
            });
            let weight = if for_file {
                edge.weight.to_string()
            } else {
                locale.count(i64::try_from(edge.weight).unwrap_or(i64::MAX))
            };
            let name = |entry| entry_name(entry, &codebook, locale);
            vec![from.key.clone(), name(from), to.key.clone(), name(to), weight, coefficient]
        }));
        rows
    };
    if let Some(path) = &arguments.csv {
        context.write_file(Some(path), &wire::sheet_of_rows(&rows(true)))?;
        if !context.json {
            return Ok(exit_code::DONE);
        }
    }
    context.print(
        || wire::network(&network),
        || {
            let counts = Arguments::new()
                .count("nodes", network.nodes.len())
                .count("edges", network.edges.len())
                .count("left", i64::try_from(network.left_out).unwrap_or(i64::MAX));
            format!("{}{}", context.table(&rows(false)), locale.say("network-summary", &counts))
        },
    )?;
    Ok(exit_code::DONE)
}
