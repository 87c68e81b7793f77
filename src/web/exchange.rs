//! Answers about projects of other programs: bringing them in, writing the study for them.

use crate::coding::matrix::Nearness;
use crate::exchange::LevelRule;
use crate::web::call::{Call, Refusal};
use crate::web::routes::{Route, flag, get, post, text, whole};
use crate::web::service::{Service, wrong};
use crate::wire;
use crate::workbench::{Error, HandoverForm, HandoverPart, ProjectOptions, Silent, write_bytes};
use serde_json::{Value, json};
use std::path::Path;

fn bibliography(service: &mut Service, call: &Call) -> Result<Value, Refusal> {
    let file = Path::new(call.required("file")?).to_path_buf();
    let (replace, preview) = (call.truth("replace")?, call.truth("dry_run")?);
    Ok(wire::bibliography_report(&service.workbench.import_bibliography(&file, replace, preview)?))
}

fn prisma(service: &mut Service, _: &Call) -> Result<Value, Refusal> {
    let (prisma, articles) = service.workbench.prisma()?;
    Ok(wire::prisma(&prisma, articles))
}

fn set_prisma(service: &mut Service, call: &Call) -> Result<Value, Refusal> {
    let name = call.required("name")?.to_owned();
    let value = call.whole("number", u32::MAX)?.map(u64::from);
    service.workbench.set_prisma(&[(name, value)])?;
    prisma(service, call)
}

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
            text("what", "project, codebook, quotations, coded, bibliography, annotations or network"),
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
    post(
        "/bibliography",
        "Bring the records of a bibliography (RIS or BibTeX) to the articles that they describe",
        &[
            text("file", "the file, on this machine"),
            flag("replace", "replace what the articles say already"),
            flag("dry_run", "only tell which record is which article"),
        ],
        bibliography,
    ),
    get("/prisma", "The numbers of the review of articles (PRISMA 2020)", &[], prisma),
    post(
        "/prisma",
        "Set one number of the review",
        &[
            text("name", "databases, duplicates, screened …, or reason: and the reason of an exclusion"),
            whole("number", "the number; without it, it is taken away"),
        ],
        set_prisma,
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
        "bibliography" => {
            write_bytes(path, workbench.export_bibliography(ends_with(file, "bib"))?.as_bytes())?;
            return Ok(json!({ "file": file }));
        }
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
            return Err(wrong("what", "must be one of the parts that the document names"));
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
