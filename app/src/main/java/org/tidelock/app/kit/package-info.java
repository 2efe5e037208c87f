/// The recovery kit: what a person prints and keeps. A vault's name, date, storage and the 24 words come in; a PDF (selectable, tagged
/// text and a QR code) or a plain text goes out, readable by its owner only. Knows nothing of keys; the words are just words here.
@NullMarked
package org.tidelock.app.kit;

import org.jspecify.annotations.NullMarked;
