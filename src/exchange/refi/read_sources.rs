//! Reading sources, their selections and notes.

use crate::exchange::refi::element::Element;
use crate::exchange::refi::read::{Parser, stamp};
use crate::exchange::refi::{
    Error, MediaKind, MediaSource, Selection, SelectionPlace, Source, SyncPoint, TextSource, Transcript,
};

impl Parser<'_> {
    pub(super) fn sources(&mut self) -> Result<(), Error> {
        while let Some(element) = self.walk.child()? {
            let source = match element.name.as_str() {
                "textsource" => Source::Text(Box::new(self.text(&element)?.text)),
                "picturesource" => Source::Media(self.media(MediaKind::Picture, &element)?),
                "pdfsource" => Source::Media(self.media(MediaKind::Pdf, &element)?),
                "audiosource" => Source::Media(self.media(MediaKind::Audio, &element)?),
                "videosource" => Source::Media(self.media(MediaKind::Video, &element)?),
                _ => {
                    self.unknown(&element)?;
                    continue;
                }
            };
            self.reading.project.sources.push(source);
        }
        Ok(())
    }

    pub(super) fn notes(&mut self) -> Result<(), Error> {
        while let Some(element) = self.walk.child()? {
            if element.name == "note" {
                let note = self.text(&element)?.text;
                self.reading.project.notes.push(note);
            } else {
                self.unknown(&element)?;
            }
        }
        Ok(())
    }

    /// A text of any kind; the points of a transcript come with it.
    fn text(&mut self, element: &Element) -> Result<Transcript, Error> {
        self.texts += 1;
        if self.texts > self.limits.texts {
            return Err(Error::TooMany { what: "texts", limit: self.limits.texts });
        }
        let mut text = TextSource {
            name: element.text("name"),
            rich_path: element.text("richtextpath"),
            plain_path: element.text("plaintextpath"),
            stamp: stamp(element),
            ..TextSource::bare(self.guid(element))
        };
        let mut points = Vec::new();
        while let Some(inner) = self.walk.child()? {
            match inner.name.as_str() {
                "description" => text.description = self.walk.content()?,
                "plaintextcontent" => text.content = Some(self.walk.content()?),
                "plaintextselection" | "transcriptselection" => {
                    self.selection(&inner, &mut text.selections)?;
                }
                "coding" => self.coding(&inner, &mut text.codings)?,
                "noteref" => self.reference(&inner, &mut text.note_refs)?,
                "variablevalue" => self.value(&inner, &mut text.values)?,
                "syncpoint" => {
                    let (time, position) = (inner.number("timestamp"), inner.number("position"));
                    points.push(SyncPoint { guid: self.guid(&inner), time, position });
                    self.walk.skip()?;
                }
                _ => self.unknown(&inner)?,
            }
        }
        Ok(Transcript { text, points })
    }

    fn media(&mut self, kind: MediaKind, element: &Element) -> Result<Box<MediaSource>, Error> {
        let mut media = MediaSource {
            name: element.text("name"),
            path: element.text("path"),
            current_path: element.text("currentpath"),
            stamp: stamp(element),
            ..MediaSource::bare(kind, self.guid(element))
        };
        while let Some(inner) = self.walk.child()? {
            match inner.name.as_str() {
                "description" => media.description = self.walk.content()?,
                "representation" | "textdescription" => media.text = Some(self.text(&inner)?.text),
                "transcript" => {
                    let transcript = self.text(&inner)?;
                    media.transcripts.push(transcript);
                }
                "pictureselection" | "pdfselection" | "audioselection" | "videoselection" => {
                    self.selection(&inner, &mut media.selections)?;
                }
                // A text selection directly under a PDF is one of the text.
                "plaintextselection" => {
                    let guid = media.guid;
                    let text = media.text.get_or_insert_with(|| TextSource::bare(guid));
                    let mut selections = std::mem::take(&mut text.selections);
                    self.selection(&inner, &mut selections)?;
                    if let Some(text) = media.text.as_mut() {
                        text.selections = selections;
                    }
                }
                "coding" => self.coding(&inner, &mut media.codings)?,
                "noteref" => self.reference(&inner, &mut media.note_refs)?,
                "variablevalue" => self.value(&inner, &mut media.values)?,
                _ => self.unknown(&inner)?,
            }
        }
        Ok(Box::new(media))
    }

    fn selection(&mut self, element: &Element, into: &mut Vec<Selection>) -> Result<(), Error> {
        let guid = self.guid(element);
        let place = place(element);
        let mut description = String::new();
        let mut representation = None;
        let (mut codings, mut note_refs) = (Vec::new(), Vec::new());
        while let Some(inner) = self.walk.child()? {
            match inner.name.as_str() {
                "description" => description = self.walk.content()?,
                "representation" => representation = Some(Box::new(self.text(&inner)?.text)),
                "coding" => self.coding(&inner, &mut codings)?,
                "noteref" => self.reference(&inner, &mut note_refs)?,
                _ => self.unknown(&inner)?,
            }
        }
        match place {
            Some(place) => into.push(Selection {
                guid,
                name: element.text("name"),
                place,
                stamp: stamp(element),
                description,
                representation,
                codings,
                note_refs,
            }),
            None => self.without_reference(element),
        }
        Ok(())
    }
}

fn place(element: &Element) -> Option<SelectionPlace> {
    let number = |name| element.number(name);
    match element.name.as_str() {
        "plaintextselection" => {
            Some(SelectionPlace::Text { start: number("startposition")?, end: number("endposition")? })
        }
        "transcriptselection" => Some(SelectionPlace::Between {
            from: element.guid("fromsyncpoint"),
            to: element.guid("tosyncpoint"),
        }),
        "audioselection" | "videoselection" => {
            Some(SelectionPlace::Time { begin: number("begin")?, end: number("end")? })
        }
        _ => Some(SelectionPlace::Area {
            page: (element.name == "pdfselection").then(|| number("page").unwrap_or(0)),
            corners: [number("firstx")?, number("firsty")?, number("secondx")?, number("secondy")?],
        }),
    }
}
