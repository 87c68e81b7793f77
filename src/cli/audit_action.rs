//! `baft audit trace|decide|rules|loose|dossier`

use crate::cli::context::{Context, Failure, Outcome};
use crate::cli::exit_code;
use crate::locale::{Arguments, Locale};
use crate::model::{CodingId, QuotationId, ReviewOutcome};
use crate::wire;
use crate::workbench::{DossierForm, TraceLine, TraceStart, Workbench};
use std::path::PathBuf;

#[derive(clap::Subcommand, Debug)]
pub(super) enum AuditAction {
    /// Follow a line up to the verdict, or an item or code down to its lines
    Trace(TraceArgs),
    /// Record a reviewer's decision on a factor or a coding
    Decide {
        /// Key or name of a factor, or the number of a coding
        target: String,
        /// accepted, revise or rejected (a rejected coding counts as no evidence)
        #[arg(value_parser = outcome)]
        outcome: ReviewOutcome,
        /// Why
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Show or change what a factor needs to count as well supported
    Rules {
        /// A rule and its value, as minimum_sources=4
        #[arg(long, value_name = "RULE=VALUE")]
        set: Vec<String>,
        /// Key or name of the code of passages that propose solutions; empty takes it away
        #[arg(long, value_name = "CODE")]
        solution_code: Option<String>,
    },
    /// List what belongs nowhere: unused quotations and codes, orphan items
    Loose,
    /// Write the whole audit as CSV, XLSX or HTML, by the ending of the file
    Dossier {
        /// File to write
        #[arg(long, short, value_parser = dossier_file)]
        output: (PathBuf, DossierForm),
    },
}

#[derive(clap::Args, Debug)]
#[command(group(clap::ArgGroup::new("start").required(true).args(["line", "quotation", "coding", "item", "code"])))]
pub(super) struct TraceArgs {
    /// A source and the number of a turn
    #[arg(long, value_name = "SOURCE:TURN", value_parser = line)]
    line: Option<(String, u32)>,
    /// Number of a quotation
    #[arg(long)]
    quotation: Option<QuotationId>,
    /// Number of a coding
    #[arg(long)]
    coding: Option<CodingId>,
    /// Key of an item
    #[arg(long)]
    item: Option<String>,
    /// Key or name of a code of any level
    #[arg(long)]
    code: Option<String>,
}

fn outcome(text: &str) -> Result<ReviewOutcome, String> {
    ReviewOutcome::parse(text).ok_or_else(|| "accepted, revise or rejected".to_owned())
}

fn line(text: &str) -> Result<(String, u32), String> {
    let wrong = || "a source and the number of a turn, as I03:118".to_owned();
    let (source, turn) = text.rsplit_once(':').ok_or_else(wrong)?;
    let turn = crate::text::digits::parse_count(turn).and_then(|turn| u32::try_from(turn).ok());
    Ok((source.to_owned(), turn.ok_or_else(wrong)?))
}

fn dossier_file(text: &str) -> Result<(PathBuf, DossierForm), String> {
    let path = PathBuf::from(text);
    let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
    let form = match ending.as_deref().and_then(std::ffi::OsStr::to_str) {
        Some("csv") => DossierForm::Csv,
        Some("xlsx") => DossierForm::Xlsx,
        Some("html" | "htm") => DossierForm::Html,
        _ => return Err("a file ending in .csv, .xlsx or .html".to_owned()),
    };
    Ok((path, form))
}

pub(super) fn run(workbench: &mut Workbench, action: &AuditAction, context: &Context) -> Outcome {
    match action {
        AuditAction::Trace(arguments) => trace(workbench, arguments, context)?,
        AuditAction::Decide { target, outcome, note } => {
            match target.parse::<CodingId>() {
                Ok(coding) => workbench.decide_coding(coding, *outcome, note)?,
                Err(_name) => workbench.decide_factor(target, *outcome, note)?,
            }
            context.say("decided", &Arguments::new().text("target", target.as_str()));
        }
        AuditAction::Rules { set, solution_code } => {
            rules(workbench, set, solution_code.as_deref(), context)?
        }
        AuditAction::Loose => loose(workbench, context)?,
        AuditAction::Dossier { output: (path, form) } => {
            context.write_file(Some(path), &workbench.dossier(*form, &context.locale)?)?;
        }
    }
    Ok(exit_code::DONE)
}

fn rules(
    workbench: &mut Workbench,
    set: &[String],
    solution_code: Option<&str>,
    context: &Context,
) -> Result<(), Failure> {
    for rule in set {
        let (name, value) = rule.split_once('=').unwrap_or((rule, ""));
        workbench.set_audit_rule(name.trim(), value.trim())?;
    }
    if let Some(name) = solution_code {
        workbench.set_solution_code(Some(name).filter(|name| !name.is_empty()))?;
    }
    let (rules, code) = (workbench.audit_rules()?, workbench.solution_code()?);
    let locale = &context.locale;
    context.print(
        || {
            let mut shape = wire::audit_rules(&rules);
            shape["solution_code"] = code.as_ref().map(|code| code.draft.key.as_str()).into();
            shape
        },
        || {
            let mut rows: Vec<Vec<String>> = rules
                .values()
                .into_iter()
                .map(|(name, value)| {
                    let about = locale.text(&format!("rule-{}", name.replace('_', "-")));
                    vec![name.to_owned(), locale.count(value), about]
                })
                .collect();
            let key = code.as_ref().map_or_else(|| "\u{2014}".to_owned(), |code| code.draft.key.clone());
            rows.push(vec!["solution_code".to_owned(), key, locale.text("rule-solution-code")]);
            context.table(&rows)
        },
    )
}

fn loose(workbench: &Workbench, context: &Context) -> Result<(), Failure> {
    let (loose, codebook) = (workbench.loose_ends()?, workbench.codebook()?);
    let locale = &context.locale;
    context.print(
        || wire::loose_ends(&loose, &codebook),
        || {
            let mut rows: Vec<Vec<String>> = Vec::new();
            let mut add = |kind: &str, key: String, what: String| {
                rows.push(vec![locale.text(&format!("loose-{kind}")), key, what]);
            };
            for (quotation, source) in &loose.quotations {
                add("quotation", format!("{source} {}", quotation.id), quotation.quote.clone());
            }
            let lists = [
                ("code", &loose.unused_codes),
                ("outside", &loose.codes_outside),
                ("factor", &loose.factors_without_item),
            ];
            for (kind, codes) in lists {
                for code in codes.iter().filter_map(|id| codebook.get(*id)) {
                    add(kind, code.draft.key.clone(), code.name_in(locale.language().tag()).to_owned());
                }
            }
            for item in &loose.orphan_items {
                add("item", item.key.clone(), item.factor_key.clone());
            }
            if rows.is_empty() { locale.text("no-loose-ends") } else { context.table(&rows) }
        },
    )
}

fn trace(workbench: &Workbench, arguments: &TraceArgs, context: &Context) -> Result<(), Failure> {
    let start =
        match (&arguments.line, arguments.quotation, arguments.coding, &arguments.item, &arguments.code) {
            (Some((source, turn)), ..) => TraceStart::Line { source: source.clone(), turn: *turn },
            (_, Some(quotation), ..) => TraceStart::Quotation(quotation),
            (_, _, Some(coding), ..) => TraceStart::Coding(coding),
            (_, _, _, Some(item), _) => TraceStart::Item(item.clone()),
            (.., code) => TraceStart::Code(code.clone().unwrap_or_default()),
        };
    let (lines, codebook) = (workbench.trace(&start)?, workbench.codebook()?);
    let locale = &context.locale;
    context.print(
        || wire::trace(&lines, &codebook),
        || {
            if lines.is_empty() {
                return locale.text("trace-nothing");
            }
            lines.iter().map(|line| trace_text(line, locale)).collect()
        },
    )
}

/// One line with what hangs on it, each step on a line of its own.
fn trace_text(line: &TraceLine, locale: &Locale) -> String {
    let evidence = &line.evidence;
    let turn = evidence.turn.map_or_else(String::new, |turn| locale.count(turn));
    let words = evidence.coded.quotation.quote.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut text = format!("{} {turn}  \u{ab}{words}\u{bb}\n", evidence.source);
    for (depth, code) in line.lineage.iter().enumerate() {
        let indent = "  ".repeat(depth + 1);
        text.extend([
            &indent,
            "\u{2191} ",
            &code.draft.key,
            "  ",
            code.name_in(locale.language().tag()),
            "\n",
        ]);
    }
    if let Some(item) = &line.item {
        let wording = item.wordings.get(locale.language().tag()).or_else(|| item.wordings.values().next());
        text.extend(["  \u{2192} ", &item.key, "  ", wording.map_or("", String::as_str), "\n"]);
    }
    if let Some(test) = &line.test {
        let verdict = locale.text(&format!("verdict-{}", test.verdict.as_str()));
        let mean = locale.decimal(test.mean, 2);
        text.extend(["  \u{2192} ", "M = ", &mean, "  ", &verdict, "\n"]);
    }
    for solution in &line.solutions {
        text.extend([
            "  \u{2192} ",
            &solution.source,
            "  \u{ab}",
            &solution.coded.quotation.quote,
            "\u{bb}\n",
        ]);
    }
    text
}
