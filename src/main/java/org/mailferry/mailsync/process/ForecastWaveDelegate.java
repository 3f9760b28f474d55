package org.mailferry.mailsync.process;

import static org.mailferry.process.MigrationWaveProcess.FORECAST;
import static org.mailferry.process.RunbookVariables.EVIDENCE_HASH;
import static org.mailferry.process.RunbookVariables.WAVE_ID;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.kernel.WaveId;
import org.mailferry.mailsync.Forecast;
import org.mailferry.mailsync.MailboxSize;
import org.mailferry.mailsync.MailboxSizes;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.mailsync.SyncProgress;
import org.mailferry.plan.Members;
import org.mailferry.plan.Plans;
import org.springframework.stereotype.Component;

/** Words what the wave will carry and how long that takes; the approval binds to its hash. Only reads, so it may run twice. */
@Component("forecastWave")
final class ForecastWaveDelegate implements JavaDelegate {
    private final Plans plans;
    private final Members members;
    private final MailboxSizes sizes;
    private final SyncProgress progress;
    private final MailsyncSettings settings;

    ForecastWaveDelegate(Plans plans, Members members, MailboxSizes sizes, SyncProgress progress, MailsyncSettings settings) {
        this.plans = plans;
        this.members = members;
        this.sizes = sizes;
        this.progress = progress;
        this.settings = settings;
    }

    @Override public void execute(DelegateExecution execution) {
        WaveId wave = WAVE_ID.get(execution);
        List<MailboxSize> measured = members.of(wave).stream().flatMap(member -> sizes.of(member.id()).stream()).toList();
        int atOnce = Math.max(1, Math.min(plans.get(wave.plan()).copiesAtOnce(), measured.size()));
        Forecast forecast = Forecast.of(measured, progress.bytesPerSecond(wave.plan()), settings.assumedBytesPerSecond().toBytes(), atOnce);
        FORECAST.set(execution, forecast.text());
        EVIDENCE_HASH.set(execution, forecast.evidenceHash());
    }
}
