/// A storage in a bucket of S3, or of a server that speaks as S3 does. Requests, signatures (SigV4) and answers by hand over
/// [org.tidelock.engine.storage.http.HttpClient], so that nothing is repeated, trusted or sent along behind our back. Names and sealed bytes go in and come out.
@NullMarked
package org.tidelock.engine.storage.s3;

import org.jspecify.annotations.NullMarked;
