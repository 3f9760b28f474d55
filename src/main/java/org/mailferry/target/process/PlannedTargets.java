package org.mailferry.target.process;

import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.Sha256;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.PlannedMailbox;
import org.mailferry.plan.Plans;
import org.mailferry.plan.Systems;
import org.mailferry.target.DesiredAccount;
import org.mailferry.target.DesiredList;
import org.mailferry.target.DesiredResource;
import org.mailferry.target.DesiredTarget;
import org.mailferry.target.PlatformKind;
import org.mailferry.target.TargetPlatform;
import org.mailferry.target.TargetPlatforms;
import org.mailferry.target.TargetSystem;
import org.springframework.stereotype.Component;

/** Says in the platform's words what the plan says about a target. */
@Component
public final class PlannedTargets {
    /** With prefix and digest within the 200 characters of a name in the store. */
    private static final int MOST = 160;

    private final Plans plans;
    private final TargetPlatforms platforms;

    PlannedTargets(Plans plans, TargetPlatforms platforms) {
        this.plans = plans;
        this.platforms = platforms;
    }

    TargetPlatform platformOf(PlanName plan) {
        return platforms.of(system(plans.get(plan)));
    }

    DesiredTarget desired(PlanName plan) {
        return desired(plans.get(plan));
    }

    public static TargetSystem system(MigrationPlan plan) {
        Systems.Target target = plan.systems().target();
        return new TargetSystem(PlatformKind.valueOf(target.kind().name()), target.pbm()
            .map(pbm -> new TargetSystem.AdminApi(pbm.url(), pbm.tenant(), pbm.login(), pbm.password(), pbm.passwordPolicy())));
    }

    /** Everything that the plan needs on its platform. */
    public static DesiredTarget desired(MigrationPlan plan) {
        return new DesiredTarget(plan.domains(), plan.mailboxes().stream().map(PlannedTargets::account).toList(),
            plan.organisation().lists().stream().map(list -> new DesiredList(list.address(), list.name(), list.members(), list.outsiders())).toList(),
            plan.organisation().resources().stream().map(resource -> new DesiredResource(resource.address(), resource.name(), resource.group(),
                resource.description(), resource.city())).toList());
    }

    PlannedMailbox mailbox(MailboxId id) {
        return plans.mailbox(id);
    }

    static DesiredAccount account(PlannedMailbox mailbox) {
        return new DesiredAccount(mailbox.targetAddress(), mailbox.givenName(), mailbox.familyName(), mailbox.aliases(), mailbox.quotaBytes(),
            ownersPassword(mailbox));
    }

    /** Where a service login opens the mailbox, the plan holds no password of the owner: one is made and kept for handing out. */
    private static SecretReference ownersPassword(PlannedMailbox mailbox) {
        MailAccount target = mailbox.target();
        return target.mode() == CredentialMode.OWN_PASSWORD ? target.password()
            : new SecretReference(SecretReference.Place.STORE, "first-password/" + storeName(mailbox.id()));
    }

    /** The store's names have fewer characters than addresses; what is left out is told apart by a digest. */
    private static String storeName(MailboxId id) {
        String plain = id.text().replaceAll("[^A-Za-z0-9._@/-]", "-");
        String name = plain.length() > MOST ? plain.substring(0, MOST) : plain;
        return name.equals(id.text()) ? name : name + "-" + Sha256.hex(id.text()).substring(0, 16);
    }
}
