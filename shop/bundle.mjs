console.log('assets/ is up to date');
