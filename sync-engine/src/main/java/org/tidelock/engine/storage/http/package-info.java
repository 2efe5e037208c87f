/// HTTP for storages on a server: WebDAV, S3 and whatever comes. [org.tidelock.engine.storage.http.HttpClient#call] sends one request and lets the caller
/// read the answer; it follows no redirect, repeats nothing, keeps no cookie, asks for no compression, and ends at once when its thread is
/// interrupted. What is not an answer is an [org.tidelock.engine.storage.http.HttpException] with a kind;
/// [org.tidelock.engine.storage.http.HttpTroubles] turns it, and an unwanted status, into the storage's words. How to use it:
///
///     HttpRequest put = HttpRequest.of("PUT", uri).with("Authorization", secret).sending(bytes);
///     client.call(put, answer -> switch (answer.status()) {
///       case 201, 204 -> true;
///       default -> throw HttpTroubles.of(answer);
///     });
///
/// A request that changes something ([org.tidelock.engine.storage.http.HttpRequest#changes]) is either cut off before its last byte, or its answer is
/// waited for: so an interrupted upload is not stored, or its outcome is known. Where the answer got lost ([org.tidelock.engine.storage.http.HttpException.Kind#LOST]) the
/// provider looks at the storage before it says anything. Knows no names of objects and no protocol; the only package that touches OkHttp.
@NullMarked
package org.tidelock.engine.storage.http;

import org.jspecify.annotations.NullMarked;
