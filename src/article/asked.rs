//! What a listener asks to be left out, by words that they heard.

use super::{Article, Block, Kind, Skipped, Why, key};

impl Article {
    /// Leaves out each paragraph, heading, item, caption, quotation and the like that holds one of these words or phrases,
    /// whatever their case and punctuation, and lists it among what is skipped. Gives the phrases that nothing holds.
    pub fn leave_out<'a>(&mut self, phrases: &'a [String]) -> Vec<&'a str> {
        let mut wanted: Vec<Phrase<'a>> = phrases.iter().map(|phrase| Phrase::new(phrase)).collect();
        let blocks = std::mem::take(&mut self.blocks);
        self.blocks = kept(blocks, &mut wanted, &mut self.skipped);
        wanted.into_iter().filter(|phrase| !phrase.is_found).map(|phrase| phrase.text).collect()
    }
}

/// Words that somebody heard.
struct Phrase<'a> {
    text: &'a str,
    /// Its words without case and signs, each with a space before and after it.
    words: String,
    is_found: bool,
}

impl<'a> Phrase<'a> {
    fn new(text: &'a str) -> Phrase<'a> {
        Phrase { text, words: spaced(text), is_found: false }
    }

    /// Whether a text holds the phrase, in whole words.
    fn is_in(&mut self, text: &str) -> bool {
        let is_in = self.words.trim() != "" && text.contains(&self.words);
        self.is_found |= is_in;
        is_in
    }
}

/// The words of a text without case and signs, each with a space before and after it.
fn spaced(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(key).filter(|word| !word.is_empty()).collect();
    format!(" {} ", words.join(" "))
}

/// The blocks that hold none of the phrases; of those with others inside, what is left of them.
fn kept(blocks: Vec<Block>, phrases: &mut [Phrase<'_>], skipped: &mut Vec<Skipped>) -> Vec<Block> {
    let mut left = Vec::new();
    for mut block in blocks {
        let was_empty = block.children().next().is_none();
        match &mut block.kind {
            Kind::List { items, .. } => {
                *items = std::mem::take(items).into_iter().map(|item| kept(item, phrases, skipped)).collect();
                items.retain(|item| !item.is_empty());
            }
            Kind::Quote { blocks, .. } | Kind::Note { blocks, .. } => {
                *blocks = kept(std::mem::take(blocks), phrases, skipped);
            }
            _ => {
                let text = block.text();
                let words = spaced(&text);
                // Each phrase learns whether it is there.
                let found =
                    phrases.iter_mut().filter_map(|phrase| phrase.is_in(&words).then_some(())).count();
                if 0 < found {
                    skipped.push(Skipped::certain(text, Why::Asked, block.origin));
                    continue;
                }
            }
        }
        if was_empty || block.children().next().is_some() {
            left.push(block);
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::super::{markdown, text_of};

    #[test]
    fn the_smallest_block_with_the_words_goes_and_is_listed() {
        let text = "# Owls\n\nThey hunt. Click *here* for more!\n\n- A mouse\n- Click here\n\n> Click here.\n\nClick hereafter.";
        let mut article = markdown::read(text);
        let phrases = ["click HERE".to_owned(), "Buy now".into(), String::new()];
        assert_eq!(article.leave_out(&phrases), ["Buy now", ""]);
        assert_eq!(text_of(&article.blocks), "A mouse\nClick hereafter.");
        let skipped: Vec<&str> = article.skipped.iter().map(|skipped| skipped.text.as_str()).collect();
        assert_eq!(skipped, ["They hunt. Click here for more!", "Click here", "Click here."]);
    }
}
