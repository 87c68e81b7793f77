//! `baft audit`

use crate::cli::audit_action::{self, AuditAction};
use crate::cli::context::{Context, Failure, Outcome};
use crate::cli::exit_code;
use crate::coding::AuditRules;
use crate::locale::Arguments;
use crate::wire;
use crate::workbench::Workbench;
use std::path::PathBuf;

/// Show which quotations support each factor, and which factors are weak
///
/// Without a factor: one line per factor with quotations, sources, speakers, coders and flags. With a factor: the whole
/// chain from the lines of the transcripts to the statistic.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Examples:\n  baft audit thesis.baft\n  baft audit thesis.baft R17\n  baft audit thesis.baft --weak --minimum-quotations 5\n  baft audit thesis.baft trace --line I03:118\n  baft audit thesis.baft decide R17 revise --note \"one source only\"\n  baft audit thesis.baft rules --set minimum_speakers=3\n  baft audit thesis.baft dossier --output dossier.xlsx",
    subcommand_precedence_over_arg = true
)]
pub(super) struct Args {
    /// Study file
    study: PathBuf,
    /// Key or name of a factor
    factor: Option<String>,
    /// Only weak factors
    #[arg(long)]
    weak: bool,
    /// Fewest quotations of a well-supported factor, in place of the study's rule
    #[arg(long)]
    minimum_quotations: Option<u32>,
    /// Fewest sources of a well-supported factor, in place of the study's rule
    #[arg(long)]
    minimum_sources: Option<u32>,
    #[command(subcommand)]
    action: Option<AuditAction>,
}

pub(super) fn run(arguments: &Args, context: &Context) -> Outcome {
    let mut workbench = context.open(&arguments.study)?;
    if let Some(action) = &arguments.action {
        return audit_action::run(&mut workbench, action, context);
    }
    let stored = workbench.audit_rules()?;
    let rules = AuditRules {
        minimum_quotations: arguments.minimum_quotations.unwrap_or(stored.minimum_quotations),
        minimum_sources: arguments.minimum_sources.unwrap_or(stored.minimum_sources),
        ..stored
    };
    match &arguments.factor {
        Some(factor) => chain(&workbench, factor, rules, context)?,
        None => overview(&workbench, rules, arguments.weak, context)?,
    }
    Ok(exit_code::DONE)
}

fn overview(workbench: &Workbench, rules: AuditRules, weak: bool, context: &Context) -> Result<(), Failure> {
    let mut audit = workbench.audit(rules)?;
    let codebook = workbench.codebook()?;
    let total = audit.factors.len();
    let weak_count = audit.factors.iter().filter(|factor| factor.is_weak()).count();
    if weak {
        audit.factors.retain(crate::coding::FactorAudit::is_weak);
    }
    let locale = &context.locale;
    context.print(
        || wire::audit(&audit, &codebook),
        || {
            let heading = [
                "factor",
                "quotations",
                "sources",
                "interviews",
                "articles",
                "speakers",
                "coders",
                "name",
                "flags",
            ];
            let mut rows = vec![heading.iter().map(|key| locale.text(&format!("column-{key}"))).collect()];
            rows.extend(audit.factors.iter().map(|factor| {
                let code = codebook.get(factor.factor);
                let flags: Vec<String> = factor.flags.iter().map(|flag| wire::flag(*flag, locale)).collect();
                vec![
                    code.map_or_else(String::new, |code| code.draft.key.clone()),
                    locale.count(factor.quotations),
                    locale.count(factor.sources),
                    locale.count(factor.interviews),
                    locale.count(factor.articles),
                    locale.count(factor.speakers),
                    locale.count(factor.coders),
                    code.map_or_else(String::new, |code| code.name_in(locale.language().tag()).to_owned()),
                    flags.join(locale.text("list-comma").as_str()),
                ]
            }));
            let counts = Arguments::new().count("total", total).count("weak", weak_count);
            format!("{}{}\n", context.table(&rows), locale.say("audit-summary", &counts))
        },
    )
}

fn chain(workbench: &Workbench, name: &str, rules: AuditRules, context: &Context) -> Result<(), Failure> {
    let audit = workbench.audit_factor(name, rules)?;
    let codebook = workbench.codebook()?;
    let item = workbench
        .instrument(None)
        .ok()
        .and_then(|instrument| instrument.items.into_iter().find(|item| item.factor == audit.factor));
    let assessment = workbench.assess(&crate::workbench::AssessOptions::default()).ok();
    let statistic =
        assessment.as_ref().and_then(|all| all.tests.iter().find(|test| test.factor == audit.factor));
    context.print(
        || wire::chain(&audit, &codebook, item.as_ref(), statistic),
        || wire::chain_text(&audit, &codebook, item.as_ref(), assessment.as_ref(), &context.locale),
    )
}
