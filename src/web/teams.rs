//! Answers about several coders: agreement, disagreements, rounds, merged copies.

use crate::coding::{AgreementLevel, AgreementUnit, Prefer, Uncoded};
use crate::web::call::{Call, Refusal};
use crate::web::routes::{Parameter, Route, array, delete, flag, get, list, post, text, whole};
use crate::web::service::{Service, wrong};
use crate::wire;
use crate::workbench::{AgreementOptions, CONSENSUS, Settling};
use serde_json::Value;

type Answer = Result<Value, Refusal>;

const COMPARED: &[Parameter] = &[
    text("coders", "names, with commas between; all but the consensus coder without it"),
    text("source", "only this source; every source that all of them coded without it"),
    text("code", "only this code and those below it"),
    text("level", "code (unless said), factor, subscale or component"),
    text("unit", "characters, words (unless said), sentences or turns"),
    text("uncoded", "include (unless said), exclude or both"),
    text("consensus", "name of the coder who holds what was agreed"),
];

/// Routes about several coders.
pub(super) const TEAM_ROUTES: &[Route] = &[
    get("/agreement", "How far coders agree, by code and by source", COMPARED, agreement),
    list(get("/agreement/disagreements", "Passages on which coders differ", COMPARED, disagreements)),
    post(
        "/agreement/settlements",
        "Settle a passage; where the code holds it is coded for the consensus coder",
        &[
            text("source", "name of the source"),
            text("code", "key or name of the code"),
            whole("start", "first code point"),
            whole("end", "code point behind the last"),
            flag("coded", "whether the code holds there"),
            text("note", "why"),
            text("consensus", "name of the coder who holds what was agreed"),
        ],
        settle,
    ),
    post(
        "/agreement/adopted",
        "Code every passage on which all coders agree for the consensus coder",
        COMPARED,
        adopt,
    ),
    list(get("/rounds", "Rounds of coding", &[], rounds)),
    post(
        "/rounds",
        "Open a round; while a blind one is open its coders see only their own codings in its sources",
        &[
            text("name", "unique name"),
            array("sources", "names of the sources"),
            array("coders", "names of the coders"),
            flag("seeing", "the coders may see one another's codings"),
        ],
        open_round,
    ),
    post("/rounds/{round}/close", "Close a round", &[], close_round),
    post("/rounds/{round}/reopen", "Open a closed round again", &[], reopen_round),
    post(
        "/merge",
        "Bring in what another copy of the study has",
        &[
            text("file", "the other copy, a file on this machine; it is only read"),
            text("prefer", "ours (unless said) or theirs, where both changed the same thing differently"),
            flag("dry_run", "only tell what would happen"),
        ],
        merge,
    ),
    delete("/rounds/{round}", "Remove a round; the codings made in it stay", remove_round),
];

fn merge(service: &mut Service, call: &Call) -> Answer {
    let prefer = match call.field("prefer")? {
        None | Some("ours") => Prefer::Ours,
        Some("theirs") => Prefer::Theirs,
        Some(_) => return Err(wrong("prefer", "must be ours or theirs")),
    };
    let preview = call.truth("dry_run")?;
    let report = service.workbench.merge_study(call.required("file")?.as_ref(), prefer, preview)?;
    if !preview {
        service.workbench.refresh_index(&crate::workbench::Silent)?;
    }
    Ok(wire::merge(&report))
}

/// Options from the query of a reading request, or from the body of a changing one.
fn options(call: &Call) -> Result<AgreementOptions, Refusal> {
    let given = |name: &str| -> Result<Option<String>, Refusal> {
        Ok(call.text(name).or(call.field(name)?).map(str::to_owned))
    };
    let mut options =
        AgreementOptions { source: given("source")?, code: given("code")?, ..AgreementOptions::default() };
    if let Some(coders) = given("coders")? {
        options.coders = coders.split(',').map(|name| name.trim().to_owned()).collect();
    }
    if let Some(word) = given("level")? {
        options.level = AgreementLevel::parse(&word)
            .ok_or_else(|| wrong("level", "must be code, factor, subscale or component"))?;
    }
    if let Some(word) = given("unit")? {
        options.unit = AgreementUnit::parse(&word)
            .ok_or_else(|| wrong("unit", "must be characters, words, sentences or turns"))?;
    }
    if let Some(word) = given("uncoded")? {
        options.uncoded =
            Uncoded::parse(&word).ok_or_else(|| wrong("uncoded", "must be include, exclude or both"))?;
    }
    if let Some(name) = given("consensus")? {
        options.consensus = name;
    }
    Ok(options)
}

fn agreement(service: &mut Service, call: &Call) -> Answer {
    let report = service.workbench.agreement(&options(call)?)?;
    Ok(wire::agreement(&report, &service.workbench.codebook()?, &service.locale))
}

fn disagreements(service: &mut Service, call: &Call) -> Answer {
    let found = service.workbench.disagreements(&options(call)?)?;
    Ok(wire::disagreements(&found, &service.workbench.codebook()?))
}

fn settle(service: &mut Service, call: &Call) -> Answer {
    let span = call.whole("start", u32::MAX)?.zip(call.whole("end", u32::MAX)?);
    let coded = call.body.get("coded").and_then(Value::as_bool);
    service.workbench.settle(&Settling {
        source: call.required("source")?.to_owned(),
        code: call.required("code")?.to_owned(),
        span: span.ok_or_else(|| wrong("start", "give start and end"))?,
        coded: coded.ok_or_else(|| wrong("coded", "must be true or false"))?,
        note: call.field("note")?.unwrap_or_default().to_owned(),
        consensus: call.field("consensus")?.unwrap_or(CONSENSUS).to_owned(),
    })?;
    Ok(wire::count(1))
}

fn adopt(service: &mut Service, call: &Call) -> Answer {
    Ok(wire::count(service.workbench.adopt_agreed(&options(call)?)?))
}

fn rounds(service: &mut Service, _: &Call) -> Answer {
    let workbench = &service.workbench;
    Ok(wire::rounds(&workbench.rounds()?, &workbench.sources()?, &workbench.coders()?))
}

fn names(call: &Call, name: &str) -> Result<Vec<String>, Refusal> {
    let wanted = || wrong(name, "must be a list of names");
    let list = call.body.get(name).and_then(Value::as_array).ok_or_else(wanted)?;
    list.iter().map(|value| value.as_str().map(str::to_owned).ok_or_else(wanted)).collect()
}

fn open_round(service: &mut Service, call: &Call) -> Answer {
    let (sources, coders) = (names(call, "sources")?, names(call, "coders")?);
    service.workbench.open_round(call.required("name")?, &sources, &coders, !call.truth("seeing")?)?;
    Ok(wire::count(1))
}

fn close_round(service: &mut Service, call: &Call) -> Answer {
    service.workbench.set_round_open(call.part("round"), false)?;
    Ok(wire::count(1))
}

fn reopen_round(service: &mut Service, call: &Call) -> Answer {
    service.workbench.set_round_open(call.part("round"), true)?;
    Ok(wire::count(1))
}

fn remove_round(service: &mut Service, call: &Call) -> Answer {
    service.workbench.remove_round(call.part("round"))?;
    Ok(wire::count(1))
}
