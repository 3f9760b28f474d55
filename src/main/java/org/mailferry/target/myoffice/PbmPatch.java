package org.mailferry.target.myoffice;

/** One JSON Patch operation (P28). PBM takes every value as text, numbers and states too (P29). */
record PbmPatch(String op, String path, String value) {
    static PbmPatch replace(String field, String value) {
        return new PbmPatch("replace", "/" + field, value);
    }

    static PbmPatch addAlias(String address) {
        return new PbmPatch("add", "/alias", address);
    }

    static PbmPatch status(String status) {
        return replace("inetUserStatus", status);
    }

    /** The field's name, for people. */
    String field() {
        return path.substring(1);
    }
}
