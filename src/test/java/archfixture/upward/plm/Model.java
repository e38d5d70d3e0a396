package archfixture.upward.plm;

/** What a lower room must not know. */
public final class Model {
  private Model() {}
}
