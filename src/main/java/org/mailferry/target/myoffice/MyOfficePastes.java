package org.mailferry.target.myoffice;

import java.util.List;
import java.util.function.Function;
import org.mailferry.audit.CheckResult;
import org.mailferry.target.PasteJudge;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The two outputs that tell whether a MyOffice installation is complete. */
@Configuration(proxyBeanMethods = false)
class MyOfficePastes {
    private record Judge(String kind, Function<String, CheckResult> judging) implements PasteJudge {
        @Override public CheckResult judge(String pasted, List<String> expected) {
            return judging.apply(pasted);
        }
    }

    @Bean PasteJudge pastedServices() {
        return new Judge("services", PastedServices::judge);
    }

    @Bean PasteJudge pastedRecap() {
        return new Judge("recap", PastedRecap::judge);
    }
}
