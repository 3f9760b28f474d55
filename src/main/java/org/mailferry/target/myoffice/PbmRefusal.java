package org.mailferry.target.myoffice;

/** PBM understood a write and said no (P108). @param words the server's own */
record PbmRefusal(int status, String words) {
    String text(String what) {
        return status == 409
            ? "PBM refused to " + what + ": 409 " + words + ". An address that belongs to somebody else must be freed; a login deleted less "
                + "than 30 days ago cannot be made again until PBM has purged it."
            : "PBM refused to " + what + ": " + status + " " + words + ".";
    }
}
