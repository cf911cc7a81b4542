package dev.midstream.runtime.http;

import dev.midstream.runtime.finding.Code;

/** Why the routes of a generation are refused. */
public enum HttpError implements Code {
    /** Two routes of one generation have the same method and the same shape of path. */
    SAME_ROUTE("MS-HTTP-001");

    private final String id;

    HttpError(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
