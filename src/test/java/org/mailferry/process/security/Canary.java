package org.mailferry.process.security;

import java.util.concurrent.atomic.AtomicInteger;
import org.mailferry.process.RunbookBean;

/** A bean within reach of expressions that counts how often one got through to it. Public, as JUEL wants it. */
@RunbookBean
public class Canary {
    static final AtomicInteger CALLS = new AtomicInteger();

    public String sing() {
        CALLS.incrementAndGet();
        return "2030-01-01T00:00:00";
    }
}
