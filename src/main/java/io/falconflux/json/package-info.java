/**
 * How bytes become values: the token runtime that the generated readers stand on, the envelope around every reply, and
 * the codec of one element.
 *
 * <p>One walker of envelopes ({@link io.falconflux.json.EnvelopeReader}) serves typed records and raw byte slices alike;
 * the {@link io.falconflux.json.ElementCodec} decides which. Decoding never reflects: a reader per model is generated, which
 * takes less than half the processor time and a third of the allocation of binding by reflection. Bodies are decoded whole:
 * a page of 500 rows is under a megabyte, and a non-blocking parser would save nothing and need elements reassembled.
 *
 * <p>The envelope types (meta, paging, errors) are the platform's, the same in every collection, so they are written here
 * once and the documents' schemas of those names are mapped onto them.
 */
@org.jspecify.annotations.NullMarked
package io.falconflux.json;
