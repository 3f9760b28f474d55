package org.mailferry.target.myoffice;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.ListedAccount;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.target.AccessResult;
import org.mailferry.target.AccessResult.Outcome;
import org.mailferry.target.DesiredAccount;
import org.mailferry.target.DesiredTarget;
import org.mailferry.target.ProvisionResult;
import org.mailferry.target.TargetChange;
import org.mailferry.target.TargetDifference;
import org.mailferry.target.TargetPlatform;

/** MyOffice Mail. Every change looks first, changes only what differs, and reads back what it changed. */
final class MyOfficePlatform implements TargetPlatform {
    private final PbmClient pbm;
    private final InitialPasswords passwords;
    private final PasswordRules rules;

    MyOfficePlatform(PbmClient pbm, InitialPasswords passwords, PasswordRules rules) {
        this.pbm = pbm;
        this.passwords = passwords;
        this.rules = rules;
    }

    @Override public Set<Feature> features() {
        return Set.of(Feature.MAKES_ACCOUNTS, Feature.BLOCKS_ACCOUNTS);
    }

    @Override public Optional<Account> find(EmailAddress address) {
        return pbm.find(address).map(user -> new Account(user.quotaKilobytes().isEmpty() ? OptionalLong.empty()
            : OptionalLong.of(Math.multiplyExact(user.quotaKilobytes().getAsLong(), 1024))));
    }

    @Override public Optional<TargetDifference> difference(DesiredTarget desired) {
        return Optional.of(new MyOfficeComparison(pbm, desired).compare());
    }

    @Override public ProvisionResult make(TargetChange change, DesiredTarget desired) {
        if (change.subject() != TargetChange.Subject.ACCOUNT) {
            return new MyOfficeThings(pbm).make(change, desired);
        }
        return desired.accounts().stream().filter(account -> account.address().text().equals(change.name())).findFirst().map(this::provision)
            .orElseGet(() -> MyOfficeThings.noLongerPlanned(change));
    }

    @Override public Optional<List<ListedAccount>> accounts() {
        return Optional.of(pbm.all().stream().map(user -> new ListedAccount(user.mail(), user.aliases(), user.givenName(), user.familyName(),
            user.status().equals(PbmUser.OPEN))).toList());
    }

    @Override public ProvisionResult provision(DesiredAccount desired) {
        PbmAccount account = new PbmAccount(desired);
        Optional<PbmUser> found = pbm.find(desired.address());
        if (found.isPresent()) {
            return corrected(account, found.get());
        }
        Secret password = passwords.of(desired.password(), rules);
        Optional<String> problem = rules.problem(password);
        if (problem.isPresent()) {
            return new ProvisionResult.Refused("The password " + desired.password() + " of " + desired.address()
                + " does not meet MyOffice's policy: " + problem.get() + ".");
        }
        Optional<PbmRefusal> refusal = pbm.put(desired.address(), account.form(), password);
        if (refusal.isPresent()) {
            return new ProvisionResult.Refused(refusal.get().text("create " + desired.address()));
        }
        ProvisionResult readBack = corrected(account, pbm.find(desired.address()).orElseThrow(() -> MigrationException.transientFailure(
            "PBM said that it created " + desired.address() + " but does not show it", null)));
        return readBack instanceof ProvisionResult.Refused ? readBack : new ProvisionResult.Created();
    }

    @Override public AccessResult open(EmailAddress address) {
        PbmUser user = pbm.find(address).orElseThrow(() -> MigrationException.permanent("There is no account " + address + " on MyOffice Mail"));
        return withStatus(address, user, PbmUser.OPEN, "open");
    }

    @Override public AccessResult block(EmailAddress address) {
        return pbm.find(address).map(user -> withStatus(address, user, PbmUser.BLOCKED, "blocked"))
            .orElseGet(() -> new AccessResult(Outcome.UNCHANGED, "There is no account to block."));
    }

    private ProvisionResult corrected(PbmAccount account, PbmUser user) {
        EmailAddress address = account.desired().address();
        List<PbmPatch> changes = account.missingOn(user);
        if (changes.isEmpty()) {
            return new ProvisionResult.AlreadyThere(List.of());
        }
        Optional<PbmRefusal> refusal = pbm.patch(address, changes);
        if (refusal.isPresent()) {
            return new ProvisionResult.Refused(refusal.get().text("change " + fields(changes) + " of " + address));
        }
        List<PbmPatch> left = pbm.find(address).map(account::missingOn).orElse(changes);
        return left.isEmpty() ? new ProvisionResult.AlreadyThere(changes.stream().map(PbmPatch::field).distinct().toList())
            : new ProvisionResult.Refused("PBM accepted a change of " + address + " but still shows another value of " + fields(left)
                + ". Look at the account in the administration panel.");
    }

    private AccessResult withStatus(EmailAddress address, PbmUser user, String status, String word) {
        if (user.status().equals(status)) {
            return new AccessResult(Outcome.UNCHANGED, "The account was already " + word + ".");
        }
        pbm.patch(address, List.of(PbmPatch.status(status))).ifPresent(refusal -> {
            throw MigrationException.permanent(refusal.text("make " + address + " " + word));
        });
        if (pbm.find(address).filter(changed -> changed.status().equals(status)).isEmpty()) {
            throw MigrationException.permanent("PBM accepted to make " + address + " " + word + " but does not show it so");
        }
        return new AccessResult(Outcome.CHANGED, "The account is " + word + " now; its status was " + user.status() + ".");
    }

    private static String fields(List<PbmPatch> changes) {
        return changes.stream().map(PbmPatch::field).distinct().collect(Collectors.joining(", "));
    }
}
