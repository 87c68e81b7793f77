//! Agreement of coders, disagreements, rounds.

use crate::codebook::Codebook;
use crate::locale::{Arguments, Locale};
use crate::model::{Coder, Round};
use crate::stats::agreement::ChanceCorrected;
use crate::store::SourceSummary;
use crate::workbench::{AgreementReading, AgreementReport, AgreementRow, DisagreementList};
use serde_json::{Value, json};

fn coefficient(found: &ChanceCorrected) -> Value {
    let number = |value: f64| if value.is_finite() { json!(value) } else { Value::Null };
    json!({
        "value": number(found.coefficient),
        "error": number(found.error),
        "lower": number(found.interval.0),
        "upper": number(found.interval.1),
    })
}

/// Why a coefficient is low or missing, as a sentence.
pub fn agreement_reading(reading: &AgreementReading, locale: &Locale) -> String {
    match reading {
        AgreementReading::NobodyUsed => locale.text("agreement-nobody"),
        AgreementReading::EverywhereUsed => locale.text("agreement-everywhere"),
        AgreementReading::FewUnits => locale.text("agreement-few-units"),
        AgreementReading::NeverUsedBy(coder) => {
            locale.say("agreement-never-used", &Arguments::new().text("coder", coder.as_str()))
        }
        AgreementReading::Rare(share) => {
            locale.say("agreement-rare", &Arguments::new().text("share", locale.percent(*share)))
        }
    }
}

fn row(row: &AgreementRow, codebook: &Codebook, locale: &Locale) -> Value {
    let code = row.code.and_then(|code| codebook.get(code));
    let presence = row.presence.as_ref();
    let spans = row.spans.filter(|spans| spans.alpha.is_finite());
    json!({
        "code": code.map(|code| code.draft.key.as_str()),
        "name": code.map(|code| code.name_in(locale.language().tag())),
        "source": row.source,
        "units": presence.map(|found| found.units),
        "present": presence.map(|found| found.present),
        "percent": presence.map(|found| found.percent),
        "kappa": presence.map(|found| coefficient(&found.kappa)),
        "fleiss": presence.map(|found| coefficient(&found.fleiss)),
        "alpha": presence.map(|found| coefficient(&found.alpha)),
        "ac1": presence.map(|found| coefficient(&found.gwet)),
        "unitizing": spans.map(|spans| json!({
            "alpha": spans.alpha, "observed": spans.observed, "expected": spans.expected,
        })),
        "reading": row.reading.as_ref().map(|reading| agreement_reading(reading, locale)),
    })
}

/// How far coders agree; coefficients that have no value are null, with the reason in `reading`.
pub fn agreement(report: &AgreementReport, codebook: &Codebook, locale: &Locale) -> Value {
    let rows =
        |rows: &[AgreementRow]| -> Vec<Value> { rows.iter().map(|one| row(one, codebook, locale)).collect() };
    json!({
        "coders": report.coders,
        "sources": report.sources,
        "unplaced": report.unplaced,
        "all": row(&report.all, codebook, locale),
        "codes": rows(&report.codes),
        "by_source": rows(&report.by_source),
    })
}

/// Passages on which coders differ; positions are in Unicode code points.
pub fn disagreements(list: &DisagreementList, codebook: &Codebook) -> Value {
    list.passages
        .iter()
        .map(|(source, passage)| {
            let marked: serde_json::Map<String, Value> = list
                .coders
                .iter()
                .zip(&passage.marked)
                .map(|(coder, spans)| {
                    let spans: Vec<[u32; 2]> =
                        spans.iter().map(|span| [span.start().0, span.end().0]).collect();
                    (coder.clone(), json!(spans))
                })
                .collect();
            json!({
                "source": source,
                "code": codebook.get(passage.code).map(|code| code.draft.key.as_str()),
                "kind": passage.kind.as_str(),
                "start": passage.span.start().0,
                "end": passage.span.end().0,
                "shared": passage.shared.map(|span| [span.start().0, span.end().0]),
                "turn": passage.turn,
                "words": passage.words,
                "marked": marked,
            })
        })
        .collect()
}

/// Rounds with the names of their sources and coders.
pub fn rounds(rounds: &[Round], sources: &[SourceSummary], coders: &[Coder]) -> Value {
    rounds
        .iter()
        .map(|round| {
            let of_round = sources.iter().filter(|source| round.sources.contains(&source.id));
            let by = coders.iter().filter(|coder| round.coders.contains(&coder.id));
            json!({
                "name": round.name,
                "blind": round.blind,
                "open": round.open,
                "sources": of_round.map(|source| source.name.as_str()).collect::<Vec<_>>(),
                "coders": by.map(|coder| coder.name.as_str()).collect::<Vec<_>>(),
            })
        })
        .collect()
}
