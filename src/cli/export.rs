//! `baft export`

use crate::cli::context::{Context, Failure, Outcome};
use crate::cli::matrix::nearness;
use crate::cli::{exchange, exit_code};
use crate::coding::matrix::Nearness;
use crate::workbench::{Error, HandoverForm, HandoverPart, Workbench, write_bytes};
use std::path::{Path, PathBuf};

/// Write the study, or a part of it, for other programs
///
/// What other programs have no place for is written so that Baft reads it back, and is named.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Examples:\n  baft export thesis.baft project --output thesis.qdpx\n  baft export thesis.baft codebook --output codebook.docx\n  baft export thesis.baft quotations --output quotations.xlsx\n  baft export thesis.baft coded --output coded.docx\n  baft export thesis.baft annotations --output codings.jsonld\n  baft export thesis.baft network --least 2 --output network.graphml"
)]
pub(super) struct Args {
    /// Study file
    study: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand, Debug)]
enum What {
    /// A REFI-QDA project (.qdpx) for NVivo, ATLAS.ti, MAXQDA and QualCoder
    Project {
        /// File to write
        #[arg(long, short)]
        output: PathBuf,
    },
    /// The codebook as .csv, .xlsx, .docx, .md or .qdc
    Codebook {
        /// File to write; its ending says the form
        #[arg(long, short)]
        output: PathBuf,
    },
    /// Quotations under their codes as .csv, .xlsx, .docx or .md
    Quotations {
        /// File to write; its ending says the form
        #[arg(long, short)]
        output: PathBuf,
    },
    /// Sources with their codes in the margin as .docx (remarks) or .html
    Coded {
        /// File to write; its ending says the form
        #[arg(long, short)]
        output: PathBuf,
    },
    /// The bibliography of the articles as .ris or .bib
    Bibliography {
        /// File to write; its ending says the form
        #[arg(long, short)]
        output: PathBuf,
    },
    /// Codings as W3C Web Annotations (.jsonld)
    Annotations {
        /// File to write
        #[arg(long, short)]
        output: PathBuf,
    },
    /// Which codes come together, as GraphML for Gephi, Cytoscape and the like
    Network {
        /// File to write
        #[arg(long, short)]
        output: PathBuf,
        /// Codes that are joined: factors, open, subscales, components, codes or below:CODE
        #[arg(long, value_name = "CODES", default_value = "factors")]
        codes: String,
        /// When two codes come together: same (quotation), overlap, turn, N-words or N-turns
        #[arg(long, value_name = "WHEN", default_value = "overlap", value_parser = nearness)]
        relation: Nearness,
        /// The smallest weight of an edge
        #[arg(long, value_name = "N", default_value_t = 1)]
        least: u64,
    },
}

pub(super) fn run(arguments: &Args, context: &Context) -> Outcome {
    let workbench = context.open(&arguments.study)?;
    match &arguments.what {
        What::Project { output } => {
            let report = workbench.export_project(output)?;
            exchange::print_export(&report, output, context)?;
        }
        What::Codebook { output } if exchange::ends_with(output, "qdc") => {
            let (xml, report) = workbench.exchange_codebook()?;
            write_bytes(output, xml.as_bytes())?;
            exchange::print_export(&report, output, context)?;
        }
        What::Codebook { output } => hand_over(&workbench, HandoverPart::Codebook, output, context)?,
        What::Quotations { output } => hand_over(&workbench, HandoverPart::Quotations, output, context)?,
        What::Coded { output } => hand_over(&workbench, HandoverPart::Coded, output, context)?,
        What::Bibliography { output } => {
            let text = workbench.export_bibliography(exchange::ends_with(output, "bib"))?;
            context.write_file(Some(output), text.as_bytes())?;
        }
        What::Annotations { output } => {
            context.write_file(Some(output), workbench.annotations()?.as_bytes())?;
        }
        What::Network { output, codes, relation, least } => {
            let network = workbench.network_graphml(codes, *relation, *least)?;
            context.write_file(Some(output), network.as_bytes())?;
        }
    }
    Ok(exit_code::DONE)
}

fn hand_over(
    workbench: &Workbench,
    part: HandoverPart,
    output: &Path,
    context: &Context,
) -> Result<(), Failure> {
    let ending = output.extension().map(|ending| ending.to_string_lossy().into_owned()).unwrap_or_default();
    let form = HandoverForm::parse(&ending).ok_or_else(|| {
        let forms: Vec<&str> = HandoverForm::of(part).iter().map(|form| form.as_str()).collect();
        Error::NoSuchForm { form: ending, forms: forms.join(", ") }
    })?;
    context.write_file(Some(output), &workbench.handover(part, form, &context.locale)?)
}
