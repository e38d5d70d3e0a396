package dev.cloze.tensor;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Opens a scope for each test and closes it behind it. */
public final class InScope implements BeforeEachCallback, AfterEachCallback {
  private static final ExtensionContext.Namespace OWN =
      ExtensionContext.Namespace.create(InScope.class);

  @Override
  public void beforeEach(ExtensionContext test) {
    test.getStore(OWN).put(Scope.class, Scope.open());
  }

  @Override
  public void afterEach(ExtensionContext test) {
    test.getStore(OWN).remove(Scope.class, Scope.class).close();
  }
}
