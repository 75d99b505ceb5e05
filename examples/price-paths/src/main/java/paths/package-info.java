/// How does a price or a rate go on? One class for each process: an object is one path, and its
/// `next` one step, given the step's random numbers. So the randomness stays that of SQL, a function
/// of seed, trial and step, and the digits are the same on every machine; for which `exp` must be
/// StrictMath's.
package paths;
