//! Documents that stay read between calls, so that a page checks an edited figure without handing the document over again.
//!
//! A slot is a number, not an object that somebody would have to free. The slots are bounded: the one that was used longest ago goes first, and
//! a caller who is told by [`holds`] that one is gone hands the document over again.

use std::cell::RefCell;
use std::collections::BTreeMap;

use js_sys::Object;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use super::{DECODE, Given, Held, Thrown, json, member, watch, wrong};
use crate::{Previous, Reading};

/// The most documents that are held: more than a person lays side by side.
const MOST: usize = 64;

/// The most bytes of text that are held, beside the newest document.
const MOST_BYTES: usize = 32 * 1024 * 1024;

thread_local! {
    static SLOTS: RefCell<Slots> = const { RefCell::new(Slots { held: BTreeMap::new(), last: 0, uses: 0 }) };
}

/// What is held, by number; a number is never given twice.
struct Slots {
    held: BTreeMap<u32, Slot>,
    last: u32,
    uses: u64,
}

struct Slot {
    reading: Reading,
    bytes: usize,
    used: u64,
}

/// Reads a document as [`check`](super::check) does and keeps what was read; the number of its slot.
#[wasm_bindgen]
pub fn hold(source: &JsValue) -> Thrown<u32> {
    watch();
    let reading = Held::read(source, "source")?.with(|source| Reading::of(source, DECODE), Reading::failed);
    Ok(SLOTS.with_borrow_mut(|slots| slots.put(reading)))
}

/// Whether a slot still holds its document; asking counts as using it.
#[wasm_bindgen]
pub fn holds(slot: u32) -> bool {
    reading(slot).is_some()
}

/// Checks what a slot holds, with the options of [`check`](super::check), where last year's report may be `{ held: SLOT }` too; the outcome
/// as JSON.
#[wasm_bindgen(js_name = checkHeld)]
pub fn check_held(slot: u32, options: &JsValue) -> Thrown<String> {
    watch();
    let reading = reading(slot).ok_or_else(|| wrong("held", "the number of a document that is held"))?;
    let given = Given::read(options)?;
    json(&reading.check(&given.options(), &given.changes))
}

/// Lets go of what a slot holds.
#[wasm_bindgen]
pub fn release(slot: u32) {
    SLOTS.with_borrow_mut(|slots| slots.held.remove(&slot));
}

/// Last year's report out of a slot, where it is given as `{ held: SLOT }`.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number that is no slot's finds nothing")]
pub(super) fn previous(given: &Object) -> Thrown<Option<Previous>> {
    let Some(held) = member(given, "held") else { return Ok(None) };
    let reading = held.as_f64().and_then(|slot| reading(slot as u32));
    let reading = reading.ok_or_else(|| wrong("options.previous.held", "the number of a document that is held"))?;
    Ok(Some(Previous::of(&reading)))
}

fn reading(slot: u32) -> Option<Reading> {
    SLOTS.with_borrow_mut(|slots| slots.get(slot))
}

impl Slots {
    /// Keeps a reading, and lets go of others where these have become too many or too much.
    fn put(&mut self, reading: Reading) -> u32 {
        self.last += 1;
        self.uses += 1;
        let (bytes, used) = (reading.bytes(), self.uses);
        let held = |slots: &Self| slots.held.values().map(|slot| slot.bytes).fold(0, usize::saturating_add);
        while self.held.len() >= MOST || (!self.held.is_empty() && held(self) > MOST_BYTES) {
            let oldest = self.held.iter().min_by_key(|(_, slot)| slot.used).map(|(&number, _)| number);
            oldest.map(|number| self.held.remove(&number));
        }
        self.held.insert(self.last, Slot { reading, bytes, used });
        self.last
    }

    /// What a slot holds. A reading shares its reports, so a copy of it costs next to nothing.
    fn get(&mut self, number: u32) -> Option<Reading> {
        self.uses += 1;
        let uses = self.uses;
        let slot = self.held.get_mut(&number)?;
        slot.used = uses;
        Some(slot.reading.clone())
    }
}
