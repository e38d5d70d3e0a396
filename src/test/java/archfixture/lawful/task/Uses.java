package archfixture.lawful.task;

import archfixture.lawful.base.Plain;
import archfixture.lawful.tensor.Numbers;
import archfixture.lawful.tokenize.Words;

/** Imports rooms below its own, one of them by way of others. */
public final class Uses {
  private Uses() {}

  /** The imports. */
  public static Class<?>[] below() {
    return new Class<?>[] {Numbers.class, Words.class, Plain.class};
  }
}
