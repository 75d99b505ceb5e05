/// What takes its time, and who does it? Stands for calls of a service, for computations, for the
/// training of a model.
package calls;
