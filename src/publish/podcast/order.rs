//! The order of the episodes of a show: the dates under which they are published first, and their numbers.
//!
//! Apps sort by dates alone, so each episode has its own. A number that listeners were told stays: an episode that is
//! added between others later gets the number after the last one of its season.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};

use super::published::Published;
use super::registry::GuidRegistry;
use super::show::{Order, Show};
use crate::article::podcast::{EpisodeFacts, EpisodeType};
use crate::files::human_order;
use crate::publish::dates;

/// The time between two episodes that are published at once.
const STEP: SignedDuration = SignedDuration::from_secs(1);

/// What places an episode among others that are published with it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Newcomer<'a> {
    /// The name of its folder.
    pub name: &'a str,
    /// What its article says of its place in the show.
    pub facts: &'a EpisodeFacts,
    /// When its article was published, as far as it says that.
    pub said: Option<Timestamp>,
    /// When it was made, where that is known.
    pub made: Option<Timestamp>,
}

/// Sorts episodes that are published at once: by the dates of their articles, those without one as of `now`, then in the
/// order in which they were made, then by their names. The numbers of a serial show come first.
pub(super) fn sort(newcomers: &mut [Newcomer<'_>], order: Order, now: Timestamp) {
    let place = |one: &Newcomer<'_>| {
        let number = (order == Order::Serial).then(|| number_place(one.facts));
        (number, one.said.unwrap_or(now), one.made)
    };
    newcomers.sort_by(|a, b| place(a).cmp(&place(b)).then_with(|| human_order(a.name, b.name)));
}

/// The place that a season and a number give: a trailer opens its season, and what has no number comes last.
fn number_place(facts: &EpisodeFacts) -> (u64, bool, u64) {
    let is_trailer = facts.episode_type == Some(EpisodeType::Trailer);
    (facts.season.unwrap_or(u64::MAX), !is_trailer, facts.episode.unwrap_or(u64::MAX))
}

/// Dates for so many episodes that are published at once, in their order: each a second after the one before, the last one
/// now, and none of those that are `taken`. They come after the dates that others were given until now.
pub(super) fn first_dates(count: usize, taken: &BTreeSet<Timestamp>, now: Timestamp) -> Vec<Timestamp> {
    let back = i64::try_from(count).unwrap_or(i64::MAX).saturating_sub(1);
    let first = now.checked_sub(SignedDuration::from_secs(back)).unwrap_or(now);
    let after = taken.range(..=now).next_back().map_or(first, |last| later(*last));
    let mut next = first.max(after);
    let mut dates = Vec::new();
    while dates.len() < count {
        if !taken.contains(&next) {
            dates.push(next);
        }
        next = later(next);
    }
    dates
}

fn later(date: Timestamp) -> Timestamp {
    date.checked_add(STEP).unwrap_or(Timestamp::MAX)
}

/// Sorts the episodes of a show, the newest first. Where dates come from articles, several of one day may have the same:
/// then each gets a date of its own, in the order in which they were `first` published.
pub(super) fn newest_first(list: &mut [Published], registry: &GuidRegistry, is_of_articles: bool) {
    let first = |one: &Published| registry.episodes.get(&one.name).map(|registered| registered.date);
    let said = |one: &Published| dates::of_article(&one.manifest.meta).ok().flatten();
    list.sort_by(|a, b| {
        let published = (a.date, first(a)).cmp(&(b.date, first(b)));
        published.then_with(|| said(a).cmp(&said(b))).then_with(|| human_order(&a.name, &b.name))
    });
    for at in 1..list.len() {
        if is_of_articles && list[at].date <= list[at - 1].date {
            list[at].date = later(list[at - 1].date);
        }
    }
    list.reverse();
}

/// Gives the episodes of a show, the newest first, their seasons and numbers: what the article says, or else what was
/// published before. In a serial show the others are numbered in their order, and that is kept in the registry. Trailers
/// and bonus episodes have the numbers that their articles say.
pub(super) fn number(list: &mut [Published], show: &Show, registry: &mut GuidRegistry) {
    let is_serial = show.order == Order::Serial;
    let mut taken = taken(list, show, registry);
    let (mut season, mut previous) = (1, BTreeMap::<u64, u64>::new());
    for one in list.iter_mut().rev() {
        let facts = &one.manifest.meta.podcast;
        let registered = registry.episodes.get(&one.name);
        one.season = facts.season.or_else(|| registered?.season);
        one.episode = facts.episode.or_else(|| registered?.episode);
        if !is_serial || !is_full(one) {
            continue;
        }
        season = *one.season.get_or_insert(season);
        let numbers = taken.entry(season).or_default();
        let number = *one.episode.get_or_insert_with(|| {
            let next = previous.get(&season).copied().unwrap_or(0).saturating_add(1);
            let end = || numbers.last().copied().unwrap_or(0).saturating_add(1);
            if numbers.contains(&next) { end() } else { next }
        });
        numbers.insert(number);
        previous.insert(season, number);
        if let Some(registered) = registry.episodes.get_mut(&one.name) {
            (registered.season, registered.episode) = (one.season, one.episode);
        }
    }
}

/// Whether it is an episode of the show itself.
fn is_full(one: &Published) -> bool {
    one.manifest.meta.podcast.episode_type.unwrap_or_default() == EpisodeType::Full
}

/// The numbers that are in use in each season, by episodes that are there or were there before.
fn taken(list: &[Published], show: &Show, registry: &GuidRegistry) -> BTreeMap<u64, BTreeSet<u64>> {
    let before = registry.episodes.iter().filter(|(name, _)| show.has(name));
    let before = before.filter_map(|(_, registered)| Some((registered.season?, registered.episode?)));
    let said = list.iter().filter(|one| is_full(one)).map(|one| &one.manifest.meta.podcast);
    let said = said.filter_map(|facts| Some((facts.season.unwrap_or(1), facts.episode?)));
    let mut taken = BTreeMap::<u64, BTreeSet<u64>>::new();
    for (season, number) in before.chain(said) {
        taken.entry(season).or_default().insert(number);
    }
    taken
}

/// What is wrong with the numbers of episodes: those that two have, for people.
pub(super) fn double_numbers(list: &[Published]) -> Vec<String> {
    let mut seen = BTreeMap::new();
    let mut double = Vec::new();
    for one in list {
        let Some(number) = one.episode.filter(|_| is_full(one)) else { continue };
        if let Some(other) = seen.insert((one.season, number), &one.name) {
            let season = one.season.map(|season| format!(" of season {season}")).unwrap_or_default();
            double.push(format!("`{}` and `{other}` are both episode {number}{season}", one.name));
        }
    }
    double
}

/// The episodes in the order in which a list shows them: the newest first, or from the first to the last in each season of
/// a serial show, the newest season first.
pub(super) fn as_listed<'a>(list: &'a [Published], show: &Show) -> Vec<&'a Published> {
    let mut listed: Vec<&Published> = list.iter().collect();
    if show.order == Order::Serial {
        listed.reverse();
        listed.sort_by_key(|one| Reverse(one.season));
    }
    listed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn dates_differ_and_end_now() {
        let of = |count, taken: &[i64]| -> Vec<i64> {
            let taken = taken.iter().copied().map(at).collect();
            first_dates(count, &taken, at(100)).into_iter().map(Timestamp::as_second).collect()
        };
        assert_eq!(of(3, &[]), [98, 99, 100]);
        assert_eq!(of(3, &[7]), [98, 99, 100]);
        // After those of before, even where that leads into the next seconds.
        assert_eq!(of(3, &[99]), [100, 101, 102]);
        assert_eq!(of(2, &[100, 102, 5000]), [101, 103]);
        assert_eq!(of(0, &[100]), [0; 0]);
    }

    #[test]
    fn newcomers_come_in_the_order_that_their_articles_say() {
        let facts = |season, episode, episode_type| EpisodeFacts {
            season,
            episode,
            episode_type,
            ..EpisodeFacts::default()
        };
        let (none, trailer) = (facts(None, None, None), facts(Some(1), None, Some(EpisodeType::Trailer)));
        let (two, one) = (facts(Some(1), Some(2), None), facts(Some(1), Some(1), None));
        let made = |second| Some(at(second));
        let newcomer =
            |name, facts, said: Option<i64>, made| Newcomer { name, facts, said: said.map(at), made };
        let names = |mut newcomers: Vec<Newcomer<'_>>, order| -> Vec<String> {
            sort(&mut newcomers, order, at(100));
            newcomers.iter().map(|one| one.name.to_owned()).collect()
        };
        let plain = vec![
            newcomer("p10", &none, None, None),
            newcomer("p9", &none, None, None),
            newcomer("b", &none, None, made(1)),
            newcomer("a", &none, None, made(2)),
            newcomer("old", &none, Some(3), made(9)),
            newcomer("planned", &none, Some(200), made(0)),
        ];
        assert_eq!(names(plain, Order::Episodic), ["old", "p9", "p10", "b", "a", "planned"]);
        let numbered = vec![
            newcomer("x", &none, Some(1), None),
            newcomer("two", &two, Some(2), None),
            newcomer("one", &one, Some(3), None),
            newcomer("trailer", &trailer, Some(4), None),
        ];
        assert_eq!(names(numbered.clone(), Order::Serial), ["trailer", "one", "two", "x"]);
        assert_eq!(names(numbered, Order::Episodic), ["x", "two", "one", "trailer"]);
    }
}
