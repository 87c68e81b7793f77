//! `baft quotation`

use crate::cli::code::span;
use crate::cli::context::{Context, Failure, Outcome};
use crate::cli::exit_code;
use crate::locale::Arguments;
use crate::model::QuotationId;
use crate::wire;
use crate::workbench::{NewQuotation, ReanchorChoice, Whose, Workbench};
use std::path::PathBuf;

/// Move borders of quotations, split and join them, decide where they stand after a correction
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Examples:\n  baft quotation thesis.baft resize 12 --span 1204..1260 --snap\n  baft quotation thesis.baft split 12 --at 1230\n  baft quotation thesis.baft join 12 13\n  baft quotation thesis.baft unplaced\n  baft quotation thesis.baft place 12 --proposal 1"
)]
pub(super) struct Args {
    /// Study file
    study: PathBuf,
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(clap::Subcommand, Debug)]
enum Action {
    /// Give a quotation other borders
    Resize {
        /// Number of the quotation
        quotation: QuotationId,
        /// Positions in characters, the end exclusive
        #[arg(long, value_name = "START..END", value_parser = span)]
        span: (u32, u32),
        /// Grow to whole words
        #[arg(long)]
        snap: bool,
        /// The codings of all coders, not only your own
        #[arg(long)]
        everyone: bool,
    },
    /// Make two quotations of one
    Split {
        /// Number of the quotation
        quotation: QuotationId,
        /// Position of the cut in characters
        #[arg(long, value_name = "POSITION")]
        at: u32,
        /// The codings of all coders, not only your own
        #[arg(long)]
        everyone: bool,
    },
    /// Make one quotation of several of one source
    Join {
        /// Numbers of the quotations
        #[arg(required = true, num_args = 2..)]
        quotations: Vec<QuotationId>,
        /// The codings of all coders, not only your own
        #[arg(long)]
        everyone: bool,
    },
    /// List quotations that lost their place in a correction, with proposals
    Unplaced {
        /// Only in this source
        #[arg(long)]
        source: Option<String>,
    },
    /// Decide where such a quotation stands
    Place(Place),
}

#[derive(clap::Args, Debug)]
#[command(group(clap::ArgGroup::new("where").required(true).args(["proposal", "span", "remove"])))]
struct Place {
    /// Number of the quotation
    quotation: QuotationId,
    /// Number of the proposal, as `unplaced` shows it
    #[arg(long)]
    proposal: Option<usize>,
    /// Positions in characters, the end exclusive
    #[arg(long, value_name = "START..END", value_parser = span)]
    span: Option<(u32, u32)>,
    /// The passage is gone: remove the quotation with its codings
    #[arg(long)]
    remove: bool,
}

pub(super) fn run(arguments: &Args, context: &Context) -> Outcome {
    let mut workbench = context.open(&arguments.study)?;
    let whose = |everyone: bool| if everyone { Whose::Everyone } else { Whose::Own };
    match arguments.action.as_ref().unwrap_or(&Action::Unplaced { source: None }) {
        Action::Resize { quotation, span: (start, end), snap, everyone } => {
            let (start, end) = (*start, *end);
            let span =
                if *snap { NewQuotation::Snapped { start, end } } else { NewQuotation::Span { start, end } };
            let id = workbench.resize_quotation(*quotation, &span, whose(*everyone))?;
            changed(&[id], context)?;
        }
        Action::Split { quotation, at, everyone } => {
            changed(&workbench.split_quotation(*quotation, *at, whose(*everyone))?, context)?;
        }
        Action::Join { quotations, everyone } => {
            changed(&[workbench.join_quotations(quotations, whose(*everyone))?], context)?;
        }
        Action::Unplaced { source } => unplaced(&workbench, source.as_deref(), context)?,
        Action::Place(choice) => {
            workbench.reanchor(choice.quotation, choice_of(choice))?;
            context.say("quotation-placed", &Arguments::new());
        }
    }
    Ok(exit_code::DONE)
}

fn choice_of(choice: &Place) -> ReanchorChoice {
    match (choice.proposal, choice.span) {
        (Some(number), _) => ReanchorChoice::Proposal(number),
        (None, Some((start, end))) => ReanchorChoice::Span { start, end },
        (None, None) => ReanchorChoice::Remove,
    }
}

fn changed(ids: &[QuotationId], context: &Context) -> Result<(), Failure> {
    let numbers: Vec<String> = ids.iter().map(ToString::to_string).collect();
    context.print(
        || wire::quotation_ids(ids),
        || context.locale.say("quotations-now", &Arguments::new().text("numbers", numbers.join(", "))),
    )
}

fn unplaced(workbench: &Workbench, source: Option<&str>, context: &Context) -> Result<(), Failure> {
    let waiting = workbench.unplaced_quotations(source)?;
    let locale = &context.locale;
    context.print(
        || wire::unplaced(&waiting),
        || {
            if waiting.is_empty() {
                return locale.text("nothing-unplaced");
            }
            let mut text = String::new();
            for unplaced in &waiting {
                let quotation = &unplaced.quotation;
                let id = quotation.id.to_string();
                let codes = unplaced.codes.join(", ");
                text.extend([
                    &id,
                    "  ",
                    &unplaced.source,
                    "  [",
                    &codes,
                    "]  \u{ab}",
                    &quotation.quote,
                    "\u{bb}\n",
                ]);
                for (number, proposal) in (1u64..).zip(&unplaced.proposals) {
                    let span = proposal.placed.span;
                    let place = format!("{}..{}", span.start().0, span.end().0);
                    let likeness = locale.percent(proposal.likeness);
                    let number = locale.count(number);
                    text.extend([
                        "    ",
                        &number,
                        "  ",
                        &place,
                        "  ",
                        &likeness,
                        "  \u{ab}",
                        &proposal.placed.quote,
                        "\u{bb}\n",
                    ]);
                }
            }
            text
        },
    )
}
