//! The XML namespaces of podcast feeds.

pub(super) const ITUNES: &str = "http://www.itunes.com/dtds/podcast-1.0.dtd";
pub(super) const PODCAST: &str = "https://podcastindex.org/namespace/1.0";
pub(super) const ATOM: &str = "http://www.w3.org/2005/Atom";
pub(super) const CONTENT: &str = "http://purl.org/rss/1.0/modules/content/";
pub(super) const PSC: &str = "http://podlove.org/simple-chapters";
