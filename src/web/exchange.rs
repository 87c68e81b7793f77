//! Answers about projects of other programs: bringing them in, writing the study for them.

use crate::coding::matrix::Nearness;
use crate::exchange::LevelRule;
use crate::web::call::{Call, Refusal};
use crate::web::routes::{Route, flag, post, text, whole};
use crate::web::service::{Service, wrong};
use crate::wire;
use crate::workbench::{Error, HandoverForm, HandoverPart, ProjectOptions, Silent, write_bytes};
use serde_json::{Value, json};
use std::path::Path;

/// Routes about exchange.
pub(super) const EXCHANGE_ROUTES: &[Route] = &[
    post(
        "/exchange/import",
        "Bring in a project or codebook of another program: .qdpx, .qdc, a QualCoder folder, a Taguette database",
        &[
            text("file", "the file or folder, on this machine"),
            text("levels", "open (unless said) or depth, for codes that say nothing of levels"),
            flag("dry_run", "only tell what would come in"),
        ],
        import,
    ),
    post(
        "/exchange/export",
        "Write the study or a part of it for other programs",
        &[
            text("what", "project, codebook, quotations, coded, annotations or network"),
            text("file", "the file to write, on this machine; its ending says the form"),
            text(
                "codes",
                "of a network: factors (unless said), open, subscales, components, codes or below:CODE",
            ),
            text("relation", "of a network: same, overlap (unless said), turn, N-words or N-turns"),
            whole("least", "of a network: the smallest weight of an edge"),
        ],
        export,
    ),
];

fn ends_with(file: &str, ending: &str) -> bool {
    Path::new(file).extension().is_some_and(|known| known.eq_ignore_ascii_case(ending))
}

fn import(service: &mut Service, call: &Call) -> Result<Value, Refusal> {
    let levels = match call.field("levels")? {
        None | Some("open") => LevelRule::Open,
        Some("depth") => LevelRule::ByDepth,
        Some(_) => return Err(wrong("levels", "must be open or depth")),
    };
    let options = ProjectOptions { levels, preview: call.truth("dry_run")? };
    let file = call.required("file")?;
    let path = Path::new(file);
    let report = if ends_with(file, "qdc") {
        service.workbench.import_exchange_codebook(path, &options)?
    } else if ends_with(file, "qdpx") {
        service.workbench.import_project(path, &options, &Silent)?
    } else {
        service.workbench.import_database(path, &options, &Silent)?
    };
    Ok(wire::project_report(&report, &service.locale))
}

fn export(service: &mut Service, call: &Call) -> Result<Value, Refusal> {
    let file = call.required("file")?;
    let path = Path::new(file);
    let (workbench, locale) = (&service.workbench, &service.locale);
    let part = match call.required("what")? {
        "project" => return Ok(wire::project_report(&workbench.export_project(path)?, locale)),
        "codebook" if ends_with(file, "qdc") => {
            let (xml, report) = workbench.exchange_codebook()?;
            write_bytes(path, xml.as_bytes())?;
            return Ok(wire::project_report(&report, locale));
        }
        "codebook" => HandoverPart::Codebook,
        "quotations" => HandoverPart::Quotations,
        "coded" => HandoverPart::Coded,
        "annotations" => {
            write_bytes(path, workbench.annotations()?.as_bytes())?;
            return Ok(json!({ "file": file }));
        }
        "network" => {
            let relation = call.field("relation")?.unwrap_or("overlap");
            let nearness = Nearness::parse(relation)
                .ok_or_else(|| wrong("relation", "must be same, overlap, turn, N-words or N-turns"))?;
            let least = u64::from(call.whole("least", u32::MAX)?.unwrap_or(1));
            let codes = call.field("codes")?.unwrap_or("factors");
            write_bytes(path, workbench.network_graphml(codes, nearness, least)?.as_bytes())?;
            return Ok(json!({ "file": file }));
        }
        _ => {
            return Err(wrong(
                "what",
                "must be project, codebook, quotations, coded, annotations or network",
            ));
        }
    };
    let ending = path.extension().map(|ending| ending.to_string_lossy().into_owned()).unwrap_or_default();
    let form = HandoverForm::parse(&ending).ok_or_else(|| {
        let forms: Vec<&str> = HandoverForm::of(part).iter().map(|form| form.as_str()).collect();
        Error::NoSuchForm { form: ending, forms: forms.join(", ") }
    })?;
    write_bytes(path, &workbench.handover(part, form, locale)?)?;
    Ok(json!({ "file": file }))
}
