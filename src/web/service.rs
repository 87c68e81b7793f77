//! The answers: each translates a request into one call of `workbench`.

use crate::index::words::{Counted, Measure, Window};
use crate::locale::Locale;
use crate::model::{CodingId, SourceKind};
use crate::web::call::{Call, Refusal};
use crate::web::coding::{judgement, place};
use crate::wire;
use crate::workbench::{
    AskedPassage, AssessOptions, CodebookModel, GroupBy, LineOrder, SearchOptions, Silent, SimilarOptions,
    SuggestLevel, WordOptions, Workbench,
};
use serde_json::Value;

/// One study and the language in which its errors are told.
pub(super) struct Service {
    pub(super) workbench: Workbench,
    pub(super) locale: Locale,
}

pub(super) fn wrong(name: &str, reason: &str) -> Refusal {
    Refusal::Parameter(name.to_owned(), reason.to_owned())
}

/// Reads the name of a codebook's measurement model.
pub(super) fn codebook_model(name: &str, text: &str) -> Result<CodebookModel, Refusal> {
    match text {
        "components" => Ok(CodebookModel::FirstOrder),
        "second-order" => Ok(CodebookModel::SecondOrder),
        "subscales" => Ok(CodebookModel::Subscales),
        _ => Err(wrong(name, "must be components, second-order or subscales")),
    }
}

pub(super) fn kind(call: &Call) -> Result<Option<SourceKind>, Refusal> {
    let read = |text: &str| {
        SourceKind::parse(text).ok_or_else(|| wrong("kind", "must be interview, article or document"))
    };
    call.text("kind").map(read).transpose()
}

pub(super) fn study(service: &mut Service, _: &Call) -> Result<Value, Refusal> {
    let info = service.workbench.info()?;
    Ok(wire::study(&info, service.workbench.path()))
}

pub(super) fn sources(service: &mut Service, _: &Call) -> Result<Value, Refusal> {
    Ok(wire::sources(&service.workbench.sources()?))
}

pub(super) fn source(service: &mut Service, call: &Call) -> Result<Value, Refusal> {
    Ok(wire::source(&service.workbench.source_by_name(call.part("source"))?))
}

pub(super) fn search(service: &mut Service, call: &Call) -> Result<Value, Refusal> {
    let order = match call.text("sort") {
        None | Some("rank") => LineOrder::Rank,
        Some("place") => LineOrder::Place,
        Some("before") => LineOrder::Before,
        Some("after") => LineOrder::After,
        Some(_) => return Err(wrong("sort", "must be rank, place, before or after")),
    };
    let standard = SearchOptions::default();
    let options = SearchOptions {
        spoken: call.flag("spoken", true)?,
        sources: call.number("sources")?.unwrap_or(standard.sources),
        width: call.number("width")?.unwrap_or(standard.width),
        order,
    };
    let answer = service.workbench.search(call.text("q").unwrap_or_default(), &options)?;
    let Some(by) = call.text("by") else { return Ok(wire::search(&answer)) };
    let by = GroupBy::parse(by)
        .ok_or_else(|| wrong("by", "must be source, speaker, code, coder, kind or attr.NAME"))?;
    Ok(wire::search_groups(&answer, &service.workbench.group_hits(&answer, &by)?, false))
}

fn word_options(call: &Call, least: u64) -> Result<WordOptions, Refusal> {
    Ok(WordOptions {
        filter: call.text("filter").unwrap_or_default().to_owned(),
        counted: if call.flag("forms", false)? { Counted::Forms } else { Counted::Lemmas },
        stop_words: call.flag("stop_words", false)?,
        least: call.number("min")?.unwrap_or(least),
    })
}

pub(super) fn words(service: &mut Service, call: &Call) -> Result<Value, Refusal> {
    Ok(wire::word_list(&service.workbench.word_list(&word_options(call, 1)?, &Silent)?))
}

pub(super) fn beside(service: &mut Service, call: &Call) -> Result<Value, Refusal> {
    let options = word_options(call, 2)?;
    let found = service.workbench.collocations(
        call.part("query"),
        Window::default(),
        Measure::LogDice,
        &options,
        &Silent,
    )?;
    Ok(wire::collocations(&found))
}

pub(super) fn against(service: &mut Service, call: &Call) -> Result<Value, Refusal> {
    let options = word_options(call, 5)?;
    Ok(wire::key_words(&service.workbench.key_words(call.part("other"), &options, &Silent)?))
}

pub(super) fn codebook(service: &mut Service, _: &Call) -> Result<Value, Refusal> {
    Ok(wire::codebook(&service.workbench.codebook()?))
}

pub(super) fn codings(service: &mut Service, call: &Call) -> Result<Value, Refusal> {
    let workbench = &service.workbench;
    let page = call.page()?;
    let (found, total) =
        workbench.codings_page(call.text("source"), call.text("code"), call.text("by"), page)?;
    let names = workbench.source_names()?;
    let codings = wire::named_codings(&found, &workbench.codebook()?, &names, &workbench.coders()?);
    Ok(wire::page(codings, page, total))
}

pub(super) fn add_coding(service: &mut Service, call: &Call) -> Result<Value, Refusal> {
    let (source, code) = (call.required("source")?, call.required("code")?);
    let (quotation, judgement) = (place(call)?, judgement(call)?);
    Ok(wire::added(service.workbench.code_quotation(source, &quotation, code, &judgement)?))
}

pub(super) fn remove_coding(service: &mut Service, call: &Call) -> Result<Value, Refusal> {
    let id: CodingId =
        call.part("coding").parse().map_err(|_unread| wrong("coding", "must be the number of a coding"))?;
    service.workbench.remove_coding(id)?;
    Ok(wire::count(1))
}

pub(super) fn similar(service: &mut Service, call: &Call) -> Result<Value, Refusal> {
    let options = SimilarOptions {
        filter: call.text("filter").unwrap_or_default().to_owned(),
        coded_otherwise: call.flag("coded_otherwise", false)?,
        limit: call.number("limit")?.unwrap_or(20),
    };
    Ok(wire::similar(&service.workbench.similar_passages(call.part("code"), &options, &Silent)?))
}

pub(super) fn suggestions(service: &mut Service, call: &Call) -> Result<Value, Refusal> {
    let span = (call.whole("start", u32::MAX)?, call.whole("end", u32::MAX)?);
    let passage = match (call.field("text")?, call.field("source")?, span) {
        (Some(words), None, _) => AskedPassage::Words(words.to_owned()),
        (None, Some(source), (Some(start), Some(end))) => {
            AskedPassage::Span { source: source.to_owned(), start, end }
        }
        _ => return Err(wrong("text", "give text, or source with start and end")),
    };
    let level = match call.field("rank")? {
        None | Some("code") => SuggestLevel::Code,
        Some("factor") => SuggestLevel::Factor,
        Some("subscale") => SuggestLevel::Subscale,
        Some(_) => return Err(wrong("rank", "must be code, factor or subscale")),
    };
    let limit = call.whole("limit", 1_000)?.unwrap_or(5) as usize;
    Ok(wire::suggestions(&service.workbench.suggest_codes(&passage, level, limit)?))
}

pub(super) fn audit(service: &mut Service, _: &Call) -> Result<Value, Refusal> {
    let found = service.workbench.audit(service.workbench.audit_rules()?)?;
    Ok(wire::audit(&found, &service.workbench.codebook()?))
}

pub(super) fn assessment(service: &mut Service, call: &Call) -> Result<Value, Refusal> {
    let mut options = AssessOptions { set: call.text("set").map(str::to_owned), ..AssessOptions::default() };
    options.model =
        call.text("model").map_or(Ok(CodebookModel::default()), |text| codebook_model("model", text))?;
    options.battery.components = call.number("components")?;
    if let Some(text) = call.text("alpha") {
        let level = text.parse().ok().filter(|level| (0.0..1.0).contains(level) && *level > 0.0);
        options.battery.alpha = level.ok_or_else(|| wrong("alpha", "must be a number between 0 and 1"))?;
    }
    let found = service.workbench.assess(&options)?;
    Ok(wire::assessment(&found, &service.workbench.codebook()?))
}

pub(super) fn history(service: &mut Service, _: &Call) -> Result<Value, Refusal> {
    Ok(wire::history(&service.workbench.history(None, u32::MAX)?, &service.locale))
}
